package dev.rewind.layers.rnn;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.layers.LayerOptions;
import java.util.List;
import java.util.stream.Stream;

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

  /** Option {@code stateful}. */
  Option<Boolean> STATEFUL = Option.of("stateful", Codecs.BOOLEAN, false);

  /** Option {@code unroll}. */
  Option<Boolean> UNROLL = Option.of("unroll", Codecs.BOOLEAN, false);

  /** Option {@code time_major}, which Keras 3 no longer has. */
  Option<Boolean> TIME_MAJOR = Option.of("time_major", Codecs.BOOLEAN, false);

  /** Option {@code zero_output_for_mask}. */
  Option<Boolean> ZERO_OUTPUT_FOR_MASK = Option.of("zero_output_for_mask", Codecs.BOOLEAN, false);

  /** All of them. */
  List<Option<?>> RECURRENT_LAYER =
      Stream.concat(
              COMMON.stream(),
              Stream.of(
                  RETURN_SEQUENCES,
                  RETURN_STATE,
                  GO_BACKWARDS,
                  STATEFUL,
                  UNROLL,
                  TIME_MAJOR,
                  ZERO_OUTPUT_FOR_MASK))
          .toList();

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

  /**
   * Says whether a batch starts from the states that the batch before ended with, row by row.
   *
   * @param stateful false by default; batches must then be of one size
   * @return a changed copy
   */
  default S stateful(boolean stateful) {
    return with(options().with(STATEFUL, stateful));
  }

  /**
   * Whether a batch starts from the states that the batch before ended with.
   *
   * @return false by default
   */
  default boolean stateful() {
    return options().get(STATEFUL);
  }

  /**
   * Says whether every time step is put on the tape op by op, where it can be looked at. The
   * numbers are the same.
   *
   * @param unroll false, the default, computes the whole sequence as one op where there is one for
   *     the cell
   * @return a changed copy
   */
  default S unroll(boolean unroll) {
    return with(options().with(UNROLL, unroll));
  }

  /**
   * Whether every time step is put on the tape op by op.
   *
   * @return false by default
   */
  default boolean unroll() {
    return options().get(UNROLL);
  }

  /**
   * Says which axis comes first in the arrays of Keras that the layer's configuration is meant for.
   * A {@link dev.rewind.layers.Sequence} knows which of its rows is which step, so that the layout
   * of arrays matters only where they are {@linkplain dev.rewind.layers.Sequence#ofTimeMajor read}
   * and where the activity regularizer divides by the size of the first axis.
   *
   * @param timeMajor true for {@code (timesteps, batch, features)}; false, the default, for {@code
   *     (batch, timesteps, features)}
   * @return a changed copy
   */
  default S timeMajor(boolean timeMajor) {
    return with(options().with(TIME_MAJOR, timeMajor));
  }

  /**
   * Whether time is the first axis of Keras' arrays.
   *
   * @return false by default
   */
  default boolean timeMajor() {
    return options().get(TIME_MAJOR);
  }
}
