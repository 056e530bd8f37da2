package dev.rewind.optimizers;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Range;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Follow the regularized leader: each element is the best one for all gradients so far together,
 * and exactly 0 unless they say more than λ₁. It is meant for shallow models of many sparse
 * features. With the rate η, the gradient g, p the negative of {@code learningRatePower}, and all
 * arithmetic element by element:
 *
 * <pre>
 *   n' = n + g²
 *   z ← z + g + 2·λₛ·w − (n'ᵖ − nᵖ) / η · w
 *   w ← (max(−λ₁, min(λ₁, z)) − z) / ((n'ᵖ + β) / η + 2·λ₂)
 *   n ← n'
 * </pre>
 *
 * <p>The initial value of the parameter counts for little: the first update already moves it to
 * where z says. A rate of 0 makes NaN, as in Keras.
 *
 * <p><b>State</b> for each parameter: slots {@code accumulator} (n), at first {@code
 * initialAccumulatorValue}, and {@code linear} (z), zero at first.
 *
 * <p><b>Source</b>: McMahan et al., Ad Click Prediction: a View from the Trenches (KDD 2013),
 * algorithm 1, where p is ½ and λ₂ stands in place of 2·λ₂; {@code keras/src/optimizers/ftrl.py},
 * Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Ftrl(Options options)
    implements OptimizerConfig, OptimizerOptions<Ftrl>, AccumulatorOptions<Ftrl> {

  /** Option {@code learning_rate_power}: −p, -0.5 by default. */
  public static final Option<Double> LEARNING_RATE_POWER =
      Option.of("learning_rate_power", Codecs.DOUBLE, -0.5)
          .in(x -> x <= 0 && Double.isFinite(x), "finite and at most 0");

  /** Option {@code l1_regularization_strength}: λ₁, 0.0 by default. */
  public static final Option<Double> L1_REGULARIZATION_STRENGTH =
      Option.of("l1_regularization_strength", Codecs.DOUBLE, 0.0).in(Range.NOT_NEGATIVE);

  /** Option {@code l2_regularization_strength}: λ₂, 0.0 by default. */
  public static final Option<Double> L2_REGULARIZATION_STRENGTH =
      Option.of("l2_regularization_strength", Codecs.DOUBLE, 0.0).in(Range.NOT_NEGATIVE);

  /** Option {@code l2_shrinkage_regularization_strength}: λₛ, 0.0 by default. */
  public static final Option<Double> L2_SHRINKAGE_REGULARIZATION_STRENGTH =
      Option.of("l2_shrinkage_regularization_strength", Codecs.DOUBLE, 0.0).in(Range.NOT_NEGATIVE);

  /** Option {@code beta}: β, 0.0 by default. */
  public static final Option<Double> BETA =
      Option.of("beta", Codecs.DOUBLE, 0.0).in(Range.NOT_NEGATIVE);

  private static final Options DECLARED =
      OptimizerOptions.declare(
          "Ftrl",
          0.001,
          LEARNING_RATE_POWER,
          INITIAL_ACCUMULATOR_VALUE,
          L1_REGULARIZATION_STRENGTH,
          L2_REGULARIZATION_STRENGTH,
          L2_SHRINKAGE_REGULARIZATION_STRENGTH,
          BETA);

  /**
   * Takes options that were made for Ftrl.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else, or two bounds for gradients are
   *     set
   */
  public Ftrl {
    ClippingOptions.requireOneBound(DECLARED.requireSameDeclarations(options));
  }

  /**
   * Ftrl with Keras' defaults.
   *
   * @return a description
   */
  public static Ftrl of() {
    return new Ftrl(DECLARED);
  }

  @Override
  public Ftrl with(Options newOptions) {
    return new Ftrl(newOptions);
  }

  /**
   * Sets how the rate falls with the sum of squared gradients.
   *
   * @param learningRatePower −p, finite and at most 0; 0 keeps the rate as it is
   * @return a changed copy
   * @throws IllegalArgumentException if it is positive, infinite or NaN
   */
  public Ftrl learningRatePower(double learningRatePower) {
    return with(options.with(LEARNING_RATE_POWER, learningRatePower));
  }

  /**
   * How the rate falls with the sum of squared gradients.
   *
   * @return −p
   */
  public double learningRatePower() {
    return options.get(LEARNING_RATE_POWER);
  }

  /**
   * Sets how much small elements are drawn to 0 exactly.
   *
   * @param l1RegularizationStrength λ₁, finite and at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative, infinite or NaN
   */
  public Ftrl l1RegularizationStrength(double l1RegularizationStrength) {
    return with(options.with(L1_REGULARIZATION_STRENGTH, l1RegularizationStrength));
  }

  /**
   * How much small elements are drawn to 0 exactly.
   *
   * @return λ₁
   */
  public double l1RegularizationStrength() {
    return options.get(L1_REGULARIZATION_STRENGTH);
  }

  /**
   * Sets how much all elements are drawn towards 0.
   *
   * @param l2RegularizationStrength λ₂, finite and at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative, infinite or NaN
   */
  public Ftrl l2RegularizationStrength(double l2RegularizationStrength) {
    return with(options.with(L2_REGULARIZATION_STRENGTH, l2RegularizationStrength));
  }

  /**
   * How much all elements are drawn towards 0.
   *
   * @return λ₂
   */
  public double l2RegularizationStrength() {
    return options.get(L2_REGULARIZATION_STRENGTH);
  }

  /**
   * Sets how much of the parameter is added to its gradient.
   *
   * @param l2ShrinkageRegularizationStrength λₛ, finite and at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative, infinite or NaN
   */
  public Ftrl l2ShrinkageRegularizationStrength(double l2ShrinkageRegularizationStrength) {
    return with(
        options.with(L2_SHRINKAGE_REGULARIZATION_STRENGTH, l2ShrinkageRegularizationStrength));
  }

  /**
   * How much of the parameter is added to its gradient.
   *
   * @return λₛ
   */
  public double l2ShrinkageRegularizationStrength() {
    return options.get(L2_SHRINKAGE_REGULARIZATION_STRENGTH);
  }

  /**
   * Sets how much shorter first steps are.
   *
   * @param beta β, finite and at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative, infinite or NaN
   */
  public Ftrl beta(double beta) {
    return with(options.with(BETA, beta));
  }

  /**
   * How much shorter first steps are.
   *
   * @return β
   */
  public double beta() {
    return options.get(BETA);
  }

  @Override
  public UpdateRule rule() {
    return new Rule(
        new Slot("accumulator", initialAccumulatorValue()),
        -learningRatePower(),
        l1RegularizationStrength(),
        l2RegularizationStrength(),
        l2ShrinkageRegularizationStrength(),
        beta());
  }

  @Override
  public String toString() {
    return options.toString();
  }

  private record Rule(
      Slot accumulator, double power, double l1, double l2, double shrinkage, double beta)
      implements UpdateRule {
    private static final Slot Z = Slot.zeros("linear");

    @Override
    public List<List<Slot>> slots() {
      return List.of(List.of(accumulator, Z));
    }

    @Override
    public void update(Kernels kernels, DMatrixRMaj w, DMatrixRMaj g, UpdateStep step) {
      double rate = step.learningRate();
      DMatrixRMaj n = step.slot(accumulator);
      DMatrixRMaj z = step.slot(Z);
      DMatrixRMaj change = step.scratch();
      kernels.combine((sum, x) -> (pow(sum + x * x) - pow(sum)) / rate, n, g, change);
      kernels.multiplyElements(change, w, change);
      kernels.addScaled(1, g, z);
      kernels.addScaled(2 * shrinkage, w, z);
      kernels.addScaled(-1, change, z);
      kernels.addSquares(g, n);
      kernels.combine((linear, sum) -> leader(linear, sum, rate), z, n, w);
    }

    private double leader(double linear, double sum, double rate) {
      double withinL1 = Math.max(-l1, Math.min(l1, linear));
      return (withinL1 - linear) / ((pow(sum) + beta) / rate + 2 * l2);
    }

    private double pow(double sum) {
      return StrictMath.pow(sum, power);
    }
  }
}
