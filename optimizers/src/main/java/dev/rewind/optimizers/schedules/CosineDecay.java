package dev.rewind.optimizers.schedules;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.Optional;

/**
 * Cosine decay to a fraction α of the rate, after a linear warm-up if wanted. The warm-up of W
 * steps needs a {@code warmupTarget} η_w; without one, η_w is η₀ and W is 0.
 *
 * <pre>
 *   η(step) = η₀ + (η_w − η₀) · step / W                        if step &lt; W
 *   η(step) = η_w · ((1 − α) · ½·(1 + cos(π · s / T)) + α)      else, with s = min(step − W, T)
 * </pre>
 *
 * <p><b>Source</b>: Loshchilov and Hutter, SGDR, arXiv:1608.03983v5, equation 5; {@code
 * keras/src/optimizers/schedules/learning_rate_schedule.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record CosineDecay(Options options)
    implements LearningRateSchedule, DecayStepsOptions<CosineDecay>, CosineOptions<CosineDecay> {

  /** Option {@code warmup_target}: η_w, none by default. */
  public static final Option<Optional<Double>> WARMUP_TARGET =
      Option.of("warmup_target", Codecs.optional(Codecs.DOUBLE), Optional.empty())
          .in(rate -> rate.map(Ranges::isSize).orElse(true), Ranges.SIZE);

  /** Option {@code warmup_steps}: W, 0 by default. */
  public static final Option<Integer> WARMUP_STEPS =
      Option.of("warmup_steps", Codecs.INTEGER, 0).in(n -> n >= 0, "at least 0");

  /** Option {@code name}: what Keras calls the operation; without effect. */
  public static final Option<String> NAME = Option.of("name", Codecs.TEXT, "CosineDecay");

  private static final Options DECLARED =
      Options.of(
          "CosineDecay",
          INITIAL_LEARNING_RATE,
          DECAY_STEPS,
          ALPHA,
          NAME,
          WARMUP_TARGET,
          WARMUP_STEPS);

  /** What reading starts from. */
  static final CosineDecay PROTOTYPE = new CosineDecay(DECLARED);

  /**
   * Takes options that were made for this schedule.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public CosineDecay {
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
  public static CosineDecay of(double initialLearningRate, int decaySteps) {
    return new CosineDecay(
        DECLARED.with(INITIAL_LEARNING_RATE, initialLearningRate).with(DECAY_STEPS, decaySteps));
  }

  @Override
  public CosineDecay with(Options newOptions) {
    return new CosineDecay(newOptions);
  }

  /**
   * Sets the rate that the warm-up leads to.
   *
   * @param warmupTarget finite and at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of its range
   */
  public CosineDecay warmupTarget(double warmupTarget) {
    return with(options.with(WARMUP_TARGET, Optional.of(warmupTarget)));
  }

  /**
   * The rate that the warm-up leads to.
   *
   * @return η_w
   */
  public Optional<Double> warmupTarget() {
    return options.get(WARMUP_TARGET);
  }

  /**
   * Sets how many steps the warm-up takes.
   *
   * @param warmupSteps at least 0; without effect as long as there is no target
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of its range
   */
  public CosineDecay warmupSteps(int warmupSteps) {
    return with(options.with(WARMUP_STEPS, warmupSteps));
  }

  /**
   * How many steps the warm-up takes.
   *
   * @return W
   */
  public int warmupSteps() {
    return options.get(WARMUP_STEPS);
  }

  @Override
  public double at(long step) {
    int warmup = warmupTarget().isPresent() ? warmupSteps() : 0;
    double target = warmupTarget().orElse(initialLearningRate());
    if (step < warmup) {
      return (target - initialLearningRate()) * ((double) step / warmup) + initialLearningRate();
    }
    double part = Math.min(step - warmup, decaySteps()) / (double) decaySteps();
    return target * ((1 - alpha()) * (0.5 * (1 + StrictMath.cos(Math.PI * part))) + alpha());
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
