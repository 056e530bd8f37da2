package dev.rewind.optimizers.schedules;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.WithOptions;

/**
 * The options of every schedule that starts with one rate and decays.
 *
 * @param <S> the schedule's own type
 */
public interface DecayOptions<S> extends WithOptions<S> {
  /** Option {@code initial_learning_rate}: η₀. */
  Option<Double> INITIAL_LEARNING_RATE =
      Option.required("initial_learning_rate", Codecs.DOUBLE).in(Ranges::isSize, Ranges.SIZE);

  /**
   * The first rate.
   *
   * @return η₀
   */
  default double initialLearningRate() {
    return options().get(INITIAL_LEARNING_RATE);
  }
}
