package dev.rewind.optimizers.schedules;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;

/**
 * Inverse time decay: after T steps the rate is divided by 1 + r, after 2·T by 1 + 2·r.
 *
 * <pre>
 *   η(step) = η₀ / (1 + r · step / T)        staircase: with step / T rounded down
 * </pre>
 *
 * <p><b>Source</b>: {@code keras/src/optimizers/schedules/learning_rate_schedule.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record InverseTimeDecay(Options options)
    implements LearningRateSchedule, StaircaseOptions<InverseTimeDecay> {

  /** Option {@code name}: what Keras calls the operation; without effect. */
  public static final Option<String> NAME = Option.of("name", Codecs.TEXT, "InverseTimeDecay");

  private static final Options DECLARED = StaircaseOptions.declare("InverseTimeDecay", NAME);

  /** What reading starts from. */
  static final InverseTimeDecay PROTOTYPE = new InverseTimeDecay(DECLARED);

  /**
   * Takes options that were made for this schedule.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public InverseTimeDecay {
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
  public static InverseTimeDecay of(double initialLearningRate, int decaySteps, double decayRate) {
    return new InverseTimeDecay(
        StaircaseOptions.given(DECLARED, initialLearningRate, decaySteps, decayRate));
  }

  @Override
  public InverseTimeDecay with(Options newOptions) {
    return new InverseTimeDecay(newOptions);
  }

  @Override
  public double at(long step) {
    return initialLearningRate() / (1 + decayRate() * decays(step));
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
