package dev.rewind.optimizers.schedules;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;

/**
 * Exponential decay: the rate is multiplied by r over every T steps.
 *
 * <pre>
 *   η(step) = η₀ · r^(step / T)        staircase: with step / T rounded down
 * </pre>
 *
 * <p><b>Source</b>: {@code keras/src/optimizers/schedules/learning_rate_schedule.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record ExponentialDecay(Options options) implements LearningRateSchedule {

  /** Option {@code initial_learning_rate}: η₀. */
  public static final Option<Double> INITIAL_LEARNING_RATE =
      Option.required("initial_learning_rate", Codecs.DOUBLE).in(Ranges::isSize, Ranges.SIZE);

  /** Option {@code decay_steps}: T. */
  public static final Option<Integer> DECAY_STEPS =
      Option.required("decay_steps", Codecs.INTEGER).in(n -> n > 0, "positive");

  /** Option {@code decay_rate}: r. */
  public static final Option<Double> DECAY_RATE =
      Option.required("decay_rate", Codecs.DOUBLE).in(Ranges::isSize, Ranges.SIZE);

  /** Option {@code staircase}: whether the rate falls in stairs, false by default. */
  public static final Option<Boolean> STAIRCASE = Option.of("staircase", Codecs.BOOLEAN, false);

  /** Option {@code name}: what Keras calls the operation; without effect. */
  public static final Option<String> NAME = Option.of("name", Codecs.TEXT, "ExponentialDecay");

  private static final Options DECLARED =
      Options.of(
          "ExponentialDecay", INITIAL_LEARNING_RATE, DECAY_STEPS, DECAY_RATE, STAIRCASE, NAME);

  /** What reading starts from. */
  static final ExponentialDecay PROTOTYPE = new ExponentialDecay(DECLARED);

  /**
   * Takes options that were made for this schedule.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public ExponentialDecay {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The schedule with Keras' defaults.
   *
   * @param initialLearningRate η₀, finite and at least 0
   * @param decaySteps T, positive
   * @param decayRate r, finite and at least 0
   * @return a schedule
   * @throws IllegalArgumentException if a value is out of its range
   */
  public static ExponentialDecay of(double initialLearningRate, int decaySteps, double decayRate) {
    return new ExponentialDecay(
        DECLARED
            .with(INITIAL_LEARNING_RATE, initialLearningRate)
            .with(DECAY_STEPS, decaySteps)
            .with(DECAY_RATE, decayRate));
  }

  @Override
  public ExponentialDecay with(Options newOptions) {
    return new ExponentialDecay(newOptions);
  }

  /**
   * The first rate.
   *
   * @return η₀
   */
  public double initialLearningRate() {
    return options.get(INITIAL_LEARNING_RATE);
  }

  /**
   * How many steps one decay takes.
   *
   * @return T
   */
  public int decaySteps() {
    return options.get(DECAY_STEPS);
  }

  /**
   * The rate of decay.
   *
   * @return r
   */
  public double decayRate() {
    return options.get(DECAY_RATE);
  }

  /**
   * Sets whether the rate falls in stairs.
   *
   * @param staircase true to round step / T down
   * @return a changed copy
   */
  public ExponentialDecay staircase(boolean staircase) {
    return with(options.with(STAIRCASE, staircase));
  }

  /**
   * Whether the rate falls in stairs.
   *
   * @return whether the rate falls in stairs
   */
  public boolean staircase() {
    return options.get(STAIRCASE);
  }

  @Override
  public double at(long step) {
    double p = (double) step / decaySteps();
    return initialLearningRate() * StrictMath.pow(decayRate(), staircase() ? Math.floor(p) : p);
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
