package dev.rewind.layers;

import dev.rewind.autograd.Variable;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;

/**
 * The options of a layer that makes all time steps one.
 *
 * @param <S> the layer's own type
 */
public interface PoolingOptions<S> extends DataFormatOptions<S> {
  /** Option {@code keepdims}. */
  Option<Boolean> KEEPDIMS = Option.of("keepdims", Codecs.BOOLEAN, false);

  /**
   * Says whether the result keeps its time axis.
   *
   * @param keepdims true for a sequence of one step, false for vectors, the default
   * @return a changed copy
   */
  default S keepdims(boolean keepdims) {
    return with(options().with(KEEPDIMS, keepdims));
  }

  /**
   * Whether the result keeps its time axis.
   *
   * @return false by default
   */
  default boolean keepdims() {
    return options().get(KEEPDIMS);
  }

  /**
   * The shape of the result.
   *
   * @param who what speaks in a message
   * @param input the shape of the input
   * @return one step or none of as many features
   * @throws IllegalArgumentException if the input has no time axis
   */
  default DataShape pooled(String who, DataShape input) {
    LayerChecks.hasTime(who, input);
    int features = input.features();
    return keepdims() ? DataShape.sequence(1, features) : DataShape.vectors(features);
  }

  /**
   * The result of a call.
   *
   * @param who what speaks in a message
   * @param input the sequence that was pooled
   * @param rows {@code [batch, features]}
   * @return one step or none, without a mask
   * @throws IllegalArgumentException if the input has no time axis
   */
  default Sequence pooled(String who, Sequence input, Variable rows) {
    return pooled(who, input.shape()).hasTime() ? Sequence.of(rows, 1) : Sequence.ofVectors(rows);
  }
}
