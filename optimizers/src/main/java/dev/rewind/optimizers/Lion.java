package dev.rewind.optimizers;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Lion: every element moves by the rate, in the direction of an average gradient. With the rate η,
 * the gradient g and all arithmetic element by element:
 *
 * <pre>
 *   w ← w − η · sign(β₁·m + (1 − β₁)·g)
 *   m ← β₂·m + (1 − β₂)·g
 * </pre>
 *
 * <p>The steps are longer than Adam's: a fitting rate is 3 to 10 times lower than there, and a
 * fitting weight decay that much higher.
 *
 * <p><b>State</b>: slot {@code momentum} (m) for each parameter, zero at first.
 *
 * <p><b>Source</b>: Chen et al., Symbolic Discovery of Optimization Algorithms, arXiv:2302.06675,
 * algorithm 2; {@code keras/src/optimizers/lion.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Lion(Options options) implements OptimizerConfig, OptimizerOptions<Lion> {

  /** Option {@code beta_1}: β₁, 0.9 by default. */
  public static final Option<Double> BETA_1 =
      Option.of("beta_1", Codecs.DOUBLE, 0.9).in(x -> x > 0 && x <= 1, "in (0, 1]");

  /** Option {@code beta_2}: β₂, 0.99 by default. */
  public static final Option<Double> BETA_2 =
      Option.of("beta_2", Codecs.DOUBLE, 0.99).in(x -> x >= 0 && x < 1, "in [0, 1)");

  private static final Options DECLARED = OptimizerOptions.declare("Lion", 0.001, BETA_1, BETA_2);

  /**
   * Takes options that were made for Lion.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else, or two bounds for gradients are
   *     set
   */
  public Lion {
    ClippingOptions.requireOneBound(DECLARED.requireSameDeclarations(options));
  }

  /**
   * Lion with Keras' defaults.
   *
   * @return a description
   */
  public static Lion of() {
    return new Lion(DECLARED);
  }

  @Override
  public Lion with(Options newOptions) {
    return new Lion(newOptions);
  }

  /**
   * Sets how much the average of gradients counts for the direction.
   *
   * @param beta1 β₁, in (0, 1]; 1 leaves the present gradient out
   * @return a changed copy
   * @throws IllegalArgumentException if it is outside (0, 1]
   */
  public Lion beta1(double beta1) {
    return with(options.with(BETA_1, beta1));
  }

  /**
   * How much the average of gradients counts for the direction.
   *
   * @return β₁
   */
  public double beta1() {
    return options.get(BETA_1);
  }

  /**
   * Sets how slowly the average of gradients forgets.
   *
   * @param beta2 β₂, in [0, 1)
   * @return a changed copy
   * @throws IllegalArgumentException if it is outside [0, 1)
   */
  public Lion beta2(double beta2) {
    return with(options.with(BETA_2, beta2));
  }

  /**
   * How slowly the average of gradients forgets.
   *
   * @return β₂
   */
  public double beta2() {
    return options.get(BETA_2);
  }

  @Override
  public UpdateRule rule() {
    return new Rule(beta1(), beta2());
  }

  @Override
  public String toString() {
    return options.toString();
  }

  private record Rule(double beta1, double beta2) implements UpdateRule {
    private static final Slot M = Slot.zeros("momentum");

    @Override
    public List<List<Slot>> slots() {
      return List.of(List.of(M));
    }

    @Override
    public void update(Kernels kernels, DMatrixRMaj w, DMatrixRMaj g, UpdateStep step) {
      DMatrixRMaj m = step.slot(M);
      DMatrixRMaj direction = step.scratch();
      kernels.addScaled(beta1, m, direction);
      kernels.addScaled(1 - beta1, g, direction);
      kernels.map(Math::signum, direction, direction);
      kernels.addScaled(-step.learningRate(), direction, w);
      kernels.average(beta2, g, m);
    }
  }
}
