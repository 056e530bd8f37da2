package dev.rewind.layers.rnn;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.layers.LayerOptions;
import java.util.List;

/**
 * The options of every recurrent layer: what it returns, and in which direction it goes.
 *
 * @param <S> the layer's own type
 */
public interface RecurrentOptions<S> extends LayerOptions<S> {
  /** Option {@code return_sequences}. */
  Option<Boolean> RETURN_SEQUENCES = Option.of("return_sequences", Codecs.BOOLEAN, false);

  /** Option {@code return_state}. */
  Option<Boolean> RETURN_STATE = Option.of("return_state", Codecs.BOOLEAN, false);

  /** Option {@code go_backwards}. */
  Option<Boolean> GO_BACKWARDS = Option.of("go_backwards", Codecs.BOOLEAN, false);

  /** Option {@code zero_output_for_mask}. */
  Option<Boolean> ZERO_OUTPUT_FOR_MASK = Option.of("zero_output_for_mask", Codecs.BOOLEAN, false);

  /** All of them. */
  List<Option<?>> RECURRENT_LAYER =
      List.of(NAME, TRAINABLE, RETURN_SEQUENCES, RETURN_STATE, GO_BACKWARDS, ZERO_OUTPUT_FOR_MASK);

  /**
   * Says whether the output has all time steps.
   *
   * @param returnSequences true for {@code (batch, timesteps, units)}; false, the default, for the
   *     last output only, {@code (batch, units)}
   * @return a changed copy
   */
  default S returnSequences(boolean returnSequences) {
    return with(options().with(RETURN_SEQUENCES, returnSequences));
  }

  /**
   * Whether the output has all time steps.
   *
   * @return false by default
   */
  default boolean returnSequences() {
    return options().get(RETURN_SEQUENCES);
  }

  /**
   * Says whether the last states follow the output as further results.
   *
   * @param returnState false by default
   * @return a changed copy
   */
  default S returnState(boolean returnState) {
    return with(options().with(RETURN_STATE, returnState));
  }

  /**
   * Whether the last states follow the output as further results.
   *
   * @return false by default
   */
  default boolean returnState() {
    return options().get(RETURN_STATE);
  }

  /**
   * Says whether the sequence is processed from its end to its start.
   *
   * @param goBackwards false by default; the outputs stay in the order of processing
   * @return a changed copy
   */
  default S goBackwards(boolean goBackwards) {
    return with(options().with(GO_BACKWARDS, goBackwards));
  }

  /**
   * Whether the sequence is processed from its end to its start.
   *
   * @return false by default
   */
  default boolean goBackwards() {
    return options().get(GO_BACKWARDS);
  }

  /**
   * Says what the output of a masked step is. The state is carried over in any case.
   *
   * @param zeroOutputForMask true for zeros; false, the default, repeats the output before
   * @return a changed copy
   */
  default S zeroOutputForMask(boolean zeroOutputForMask) {
    return with(options().with(ZERO_OUTPUT_FOR_MASK, zeroOutputForMask));
  }

  /**
   * Whether the output of a masked step is zeros.
   *
   * @return false by default
   */
  default boolean zeroOutputForMask() {
    return options().get(ZERO_OUTPUT_FOR_MASK);
  }
}
