package dev.rewind.optimizers;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Options;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Adamax: {@link Adam} with the largest gradient of late in place of the root mean square. With the
 * rate η, the gradient g, the number t of the update (1 for the first) and all arithmetic element
 * by element:
 *
 * <pre>
 *   m ← β₁·m + (1 − β₁)·g
 *   u ← max(β₂·u, |g|)
 *   w ← w − η / (1 − β₁ᵗ) · m / (u + ε)
 * </pre>
 *
 * <p><b>State</b> for each parameter, zero at first: slots {@code momentum} (m) and {@code norm}
 * (u).
 *
 * <p><b>Source</b>: Kingma and Ba, arXiv:1412.6980v9, algorithm 2, which has no ε; {@code
 * keras/src/optimizers/adamax.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Adamax(Options options)
    implements OptimizerConfig,
        OptimizerOptions<Adamax>,
        BetaOptions<Adamax>,
        EpsilonOptions<Adamax> {

  private static final Options DECLARED =
      OptimizerOptions.declare("Adamax", 0.001, BETA_1, BETA_2, EPSILON);

  /**
   * Takes options that were made for Adamax.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else, or two bounds for gradients are
   *     set
   */
  public Adamax {
    ClippingOptions.requireOneBound(DECLARED.requireSameDeclarations(options));
  }

  /**
   * Adamax with Keras' defaults.
   *
   * @return a description
   */
  public static Adamax of() {
    return new Adamax(DECLARED);
  }

  @Override
  public Adamax with(Options newOptions) {
    return new Adamax(newOptions);
  }

  @Override
  public UpdateRule rule() {
    return new Rule(beta1(), beta2(), epsilon());
  }

  @Override
  public String toString() {
    return options.toString();
  }

  private record Rule(double beta1, double beta2, double epsilon) implements UpdateRule {
    private static final Slot M = Slot.zeros("momentum");
    private static final Slot U = Slot.zeros("norm");

    @Override
    public List<List<Slot>> slots() {
      return List.of(List.of(M, U));
    }

    @Override
    public void update(Kernels kernels, DMatrixRMaj w, DMatrixRMaj g, UpdateStep step) {
      DMatrixRMaj m = step.slot(M);
      DMatrixRMaj u = step.slot(U);
      double correction = 1 - step.power(beta1);
      kernels.average(beta1, g, m);
      kernels.combine((norm, x) -> Math.max(beta2 * norm, Math.abs(x)), u, g, u);
      kernels.addOverSum(-step.learningRate() / correction, m, u, epsilon, w);
    }
  }
}
