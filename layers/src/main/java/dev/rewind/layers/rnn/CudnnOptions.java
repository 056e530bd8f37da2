package dev.rewind.layers.rnn;

import dev.rewind.core.options.Codec;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.WithOptions;

/**
 * The option of layers for which Keras has a kernel of cuDNN.
 *
 * @param <S> the layer's own type
 */
public interface CudnnOptions<S> extends WithOptions<S> {
  /**
   * Option {@code use_cudnn}: {@code "auto"}, true or false. Kept for the way back to Keras; it
   * changes nothing here, where the fused op is Rewind's own.
   */
  Option<Object> USE_CUDNN =
      Option.of("use_cudnn", new AutoOrFlag(), (Object) "auto").writtenIfChanged();

  /**
   * Says whether Keras shall use cuDNN.
   *
   * @param useCudnn true or false; when nothing is said Keras decides
   * @return a changed copy
   */
  default S useCudnn(boolean useCudnn) {
    return with(options().with(USE_CUDNN, useCudnn));
  }

  /**
   * Whether Keras shall use cuDNN.
   *
   * @return {@code "auto"} by default, else true or false
   */
  default Object useCudnn() {
    return options().get(USE_CUDNN);
  }

  /** Reads and writes {@code "auto"}, true and false. */
  record AutoOrFlag() implements Codec<Object> {
    @Override
    public Object read(Object plain) {
      if (plain instanceof Boolean || plain.equals("auto")) {
        return plain;
      }
      throw new IllegalArgumentException("auto, true or false");
    }

    @Override
    public Object write(Object value) {
      return value;
    }
  }
}
