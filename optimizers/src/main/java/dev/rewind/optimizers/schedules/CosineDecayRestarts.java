package dev.rewind.optimizers.schedules;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;

/**
 * Cosine decay that starts again: in the i-th period, counted from 0, from the height mⁱ, over the
 * time tⁱ · T.
 *
 * <pre>
 *   η(step) = η₀ · ((1 − α) · ½·mⁱ·(1 + cos(π · part)) + α)
 *
 *   i    = ⌊log(1 − (1 − t) · step / T) / log t⌋          t = 1:  i = ⌊step / T⌋
 *   part = (step / T − (1 − tⁱ) / (1 − t)) / tⁱ                   part = step / T − i
 * </pre>
 *
 * <p><b>Source</b>: Loshchilov and Hutter, SGDR, arXiv:1608.03983v5, section 3 (which has m = 1);
 * {@code keras/src/optimizers/schedules/learning_rate_schedule.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record CosineDecayRestarts(Options options)
    implements LearningRateSchedule, CosineOptions<CosineDecayRestarts> {

  /** Option {@code first_decay_steps}: T. */
  public static final Option<Integer> FIRST_DECAY_STEPS =
      Option.required("first_decay_steps", Codecs.INTEGER).in(n -> n > 0, "positive");

  /** Option {@code t_mul}: t, 2.0 by default. */
  public static final Option<Double> T_MUL =
      Option.of("t_mul", Codecs.DOUBLE, 2.0)
          .in(t -> t >= 1 && t < Double.POSITIVE_INFINITY, "finite and at least 1");

  /** Option {@code m_mul}: m, 1.0 by default. */
  public static final Option<Double> M_MUL =
      Option.of("m_mul", Codecs.DOUBLE, 1.0).in(Ranges::isSize, Ranges.SIZE);

  /** Option {@code name}: what Keras calls the operation; without effect. */
  public static final Option<String> NAME = Option.of("name", Codecs.TEXT, "SGDRDecay");

  /**
   * The quotient of two logarithms may be a last digit too small where a period begins. Keras on
   * PyTorch was seen to begin it at each of 5,665 such steps.
   */
  private static final double ROUNDING = 1e-12;

  private static final Options DECLARED =
      Options.of(
          "CosineDecayRestarts",
          INITIAL_LEARNING_RATE,
          FIRST_DECAY_STEPS,
          T_MUL,
          M_MUL,
          ALPHA,
          NAME);

  /** What reading starts from. */
  static final CosineDecayRestarts PROTOTYPE = new CosineDecayRestarts(DECLARED);

  /**
   * Takes options that were made for this schedule.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public CosineDecayRestarts {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The schedule with Keras' defaults.
   *
   * @param initialLearningRate η₀, finite and at least 0
   * @param firstDecaySteps T, positive
   * @return a schedule
   * @throws IllegalArgumentException if a value is out of its range
   */
  public static CosineDecayRestarts of(double initialLearningRate, int firstDecaySteps) {
    return new CosineDecayRestarts(
        DECLARED
            .with(INITIAL_LEARNING_RATE, initialLearningRate)
            .with(FIRST_DECAY_STEPS, firstDecaySteps));
  }

  @Override
  public CosineDecayRestarts with(Options newOptions) {
    return new CosineDecayRestarts(newOptions);
  }

  /**
   * How many steps the first period takes.
   *
   * @return T
   */
  public int firstDecaySteps() {
    return options.get(FIRST_DECAY_STEPS);
  }

  /**
   * Sets how much longer each period is.
   *
   * @param tMul finite and at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of its range
   */
  public CosineDecayRestarts tMul(double tMul) {
    return with(options.with(T_MUL, tMul));
  }

  /**
   * How much longer each period is.
   *
   * @return t
   */
  public double tMul() {
    return options.get(T_MUL);
  }

  /**
   * Sets how much lower each period starts.
   *
   * @param mMul finite and at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of its range
   */
  public CosineDecayRestarts mMul(double mMul) {
    return with(options.with(M_MUL, mMul));
  }

  /**
   * How much lower each period starts.
   *
   * @return m
   */
  public double mMul() {
    return options.get(M_MUL);
  }

  @Override
  public double at(long step) {
    double periods = (double) step / firstDecaySteps();
    double t = tMul();
    double i =
        t == 1
            ? Math.floor(periods)
            : Math.floor(StrictMath.log(1 - periods * (1 - t)) / StrictMath.log(t) + ROUNDING);
    double start = t == 1 ? i : (1 - StrictMath.pow(t, i)) / (1 - t);
    double part = (periods - start) / StrictMath.pow(t, i);
    double cosine = 0.5 * StrictMath.pow(mMul(), i) * (1 + StrictMath.cos(Math.PI * part));
    return initialLearningRate() * ((1 - alpha()) * cosine + alpha());
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
