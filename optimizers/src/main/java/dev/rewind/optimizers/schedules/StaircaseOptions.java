package dev.rewind.optimizers.schedules;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.List;

/**
 * The options of a schedule that decays again and again, smoothly or in stairs.
 *
 * @param <S> the schedule's own type
 */
public interface StaircaseOptions<S> extends DecayStepsOptions<S> {
  /** Option {@code decay_rate}: r. */
  Option<Double> DECAY_RATE =
      Option.required("decay_rate", Codecs.DOUBLE).in(Ranges::isSize, Ranges.SIZE);

  /** Option {@code staircase}: whether the rate falls in stairs, false by default. */
  Option<Boolean> STAIRCASE = Option.of("staircase", Codecs.BOOLEAN, false);

  /**
   * Declares the options of such a schedule.
   *
   * @param className the Keras class name
   * @param own the options that it does not share with others
   * @return options in which the required ones still have no value
   */
  static Options declare(String className, Option<?>... own) {
    return Options.of(className, INITIAL_LEARNING_RATE, DECAY_STEPS, DECAY_RATE, STAIRCASE)
        .and(List.of(own));
  }

  /**
   * Gives the values that have no default.
   *
   * @param declared the options of a schedule
   * @param initialLearningRate η₀, finite and at least 0
   * @param decaySteps T, positive
   * @param decayRate r, finite and at least 0
   * @return changed options
   * @throws IllegalArgumentException if a value is out of its range
   */
  static Options given(
      Options declared, double initialLearningRate, int decaySteps, double decayRate) {
    return declared
        .with(INITIAL_LEARNING_RATE, initialLearningRate)
        .with(DECAY_STEPS, decaySteps)
        .with(DECAY_RATE, decayRate);
  }

  /**
   * The rate of decay.
   *
   * @return r
   */
  default double decayRate() {
    return options().get(DECAY_RATE);
  }

  /**
   * Sets whether the rate falls in stairs.
   *
   * @param staircase true to round step / T down
   * @return a changed copy
   */
  default S staircase(boolean staircase) {
    return with(options().with(STAIRCASE, staircase));
  }

  /**
   * Whether the rate falls in stairs.
   *
   * @return whether the rate falls in stairs
   */
  default boolean staircase() {
    return options().get(STAIRCASE);
  }

  /**
   * How often the rate has decayed.
   *
   * @param step how many times the optimizer was applied before
   * @return step / T, rounded down if the rate falls in stairs
   */
  default double decays(long step) {
    double decays = (double) step / decaySteps();
    return staircase() ? Math.floor(decays) : decays;
  }
}
