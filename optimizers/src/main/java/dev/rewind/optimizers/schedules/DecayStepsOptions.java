package dev.rewind.optimizers.schedules;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;

/**
 * The options of a schedule in which every decay takes the same time.
 *
 * @param <S> the schedule's own type
 */
public interface DecayStepsOptions<S> extends DecayOptions<S> {
  /** Option {@code decay_steps}: T. */
  Option<Integer> DECAY_STEPS =
      Option.required("decay_steps", Codecs.INTEGER).in(n -> n > 0, "positive");

  /**
   * How many steps one decay takes.
   *
   * @return T
   */
  default int decaySteps() {
    return options().get(DECAY_STEPS);
  }
}
