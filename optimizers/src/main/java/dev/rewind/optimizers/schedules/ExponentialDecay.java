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
public record ExponentialDecay(Options options)
    implements LearningRateSchedule, StaircaseOptions<ExponentialDecay> {

  /** Option {@code name}: what Keras calls the operation; without effect. */
  public static final Option<String> NAME = Option.of("name", Codecs.TEXT, "ExponentialDecay");

  private static final Options DECLARED = StaircaseOptions.declare("ExponentialDecay", NAME);

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
        StaircaseOptions.given(DECLARED, initialLearningRate, decaySteps, decayRate));
  }

  @Override
  public ExponentialDecay with(Options newOptions) {
    return new ExponentialDecay(newOptions);
  }

  @Override
  public double at(long step) {
    return initialLearningRate() * StrictMath.pow(decayRate(), decays(step));
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
