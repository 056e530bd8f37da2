package dev.rewind.optimizers.schedules;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;

/**
 * Polynomial decay to a last rate, where it stays, or from where it starts again.
 *
 * <pre>
 *   η(step) = (η₀ − η₁) · (1 − s / T)^p + η₁
 *
 *   s = min(step, T)        cycle: s = step, and T is its smallest multiple that is not below the step
 * </pre>
 *
 * <p><b>Source</b>: {@code keras/src/optimizers/schedules/learning_rate_schedule.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record PolynomialDecay(Options options)
    implements LearningRateSchedule, DecayStepsOptions<PolynomialDecay> {

  /** Option {@code end_learning_rate}: η₁, 1e-4 by default. */
  public static final Option<Double> END_LEARNING_RATE =
      Option.of("end_learning_rate", Codecs.DOUBLE, 1e-4).in(Ranges::isSize, Ranges.SIZE);

  /** Option {@code power}: p, 1.0 by default. */
  public static final Option<Double> POWER =
      Option.of("power", Codecs.DOUBLE, 1.0).in(Ranges::isSize, Ranges.SIZE);

  /** Option {@code cycle}: whether it starts again, false by default. */
  public static final Option<Boolean> CYCLE = Option.of("cycle", Codecs.BOOLEAN, false);

  /** Option {@code name}: what Keras calls the operation; without effect. */
  public static final Option<String> NAME = Option.of("name", Codecs.TEXT, "PolynomialDecay");

  private static final Options DECLARED =
      Options.of(
          "PolynomialDecay",
          INITIAL_LEARNING_RATE,
          DECAY_STEPS,
          END_LEARNING_RATE,
          POWER,
          CYCLE,
          NAME);

  /** What reading starts from. */
  static final PolynomialDecay PROTOTYPE = new PolynomialDecay(DECLARED);

  /**
   * Takes options that were made for this schedule.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public PolynomialDecay {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The schedule with Keras' defaults.
   *
   * @param initialLearningRate η₀, finite and at least 0
   * @param decaySteps T, positive
   * @return a schedule
   * @throws IllegalArgumentException if a value is out of its range
   */
  public static PolynomialDecay of(double initialLearningRate, int decaySteps) {
    return new PolynomialDecay(
        DECLARED.with(INITIAL_LEARNING_RATE, initialLearningRate).with(DECAY_STEPS, decaySteps));
  }

  @Override
  public PolynomialDecay with(Options newOptions) {
    return new PolynomialDecay(newOptions);
  }

  /**
   * Sets the last rate.
   *
   * @param endLearningRate finite and at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of its range
   */
  public PolynomialDecay endLearningRate(double endLearningRate) {
    return with(options.with(END_LEARNING_RATE, endLearningRate));
  }

  /**
   * The last rate.
   *
   * @return η₁
   */
  public double endLearningRate() {
    return options.get(END_LEARNING_RATE);
  }

  /**
   * Sets the power.
   *
   * @param power finite and at least 0; 1 is linear
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of its range
   */
  public PolynomialDecay power(double power) {
    return with(options.with(POWER, power));
  }

  /**
   * The power.
   *
   * @return p
   */
  public double power() {
    return options.get(POWER);
  }

  /**
   * Sets whether it starts again.
   *
   * @param cycle true to start again, over a longer and longer time
   * @return a changed copy
   */
  public PolynomialDecay cycle(boolean cycle) {
    return with(options.with(CYCLE, cycle));
  }

  /**
   * Whether it starts again.
   *
   * @return whether it starts again
   */
  public boolean cycle() {
    return options.get(CYCLE);
  }

  @Override
  public double at(long step) {
    double t = (double) step;
    double s = Math.min(t, decaySteps());
    double end = decaySteps();
    if (cycle()) {
      s = t;
      end *= t == 0 ? 1 : Math.ceil(t / end);
    }
    return (initialLearningRate() - endLearningRate()) * StrictMath.pow(1 - s / end, power())
        + endLearningRate();
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
