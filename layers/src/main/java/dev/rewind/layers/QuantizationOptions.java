package dev.rewind.layers;

import dev.rewind.core.options.Codec;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.WithOptions;
import java.util.Optional;

/**
 * The option of layers whose weights Keras can store in fewer bits. Rewind computes in double and
 * reads only configurations that do not ask for it.
 *
 * @param <S> the layer's own type
 */
public interface QuantizationOptions<S> extends WithOptions<S> {
  /** Option {@code quantization_config}: nothing. */
  Option<Optional<Object>> QUANTIZATION_CONFIG =
      Option.of("quantization_config", new NothingCodec(), Optional.<Object>empty());

  /** Reads and writes nothing but nothing. */
  record NothingCodec() implements Codec<Optional<Object>> {
    @Override
    public Optional<Object> read(Object plain) {
      if (plain instanceof Optional<?> value && value.isEmpty()) {
        return Optional.empty();
      }
      throw new IllegalArgumentException(
          "none, since Rewind does not quantize: save the layer from Keras before quantizing it");
    }

    @Override
    public Object write(Optional<Object> value) {
      return value;
    }
  }
}
