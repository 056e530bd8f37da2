package dev.rewind.optimizers;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Options;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Lamb: {@link Adam} with steps as long as the parameter, for very large batches. With the rate η,
 * the gradient g, the number t of the update (1 for the first) and all arithmetic element by
 * element, but for the norms of a whole parameter:
 *
 * <pre>
 *   m ← β₁·m + (1 − β₁)·g
 *   v ← β₂·v + (1 − β₂)·g²
 *   s = (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
 *   w ← w − η · ‖w‖ / ‖s‖ · s         or w − η · s, if one of the norms is 0
 * </pre>
 *
 * <p><b>State</b> for each parameter, zero at first: slots {@code momentum} (m) and {@code
 * velocity} (v).
 *
 * <p><b>Source</b>: You et al., arXiv:1904.00962v5, algorithm 2 with the identity for its φ; {@code
 * keras/src/optimizers/lamb.py}, Keras 3.15.1, which has weight decay before the update and not in
 * s.
 *
 * @param options all options with their values
 */
public record Lamb(Options options)
    implements OptimizerConfig, OptimizerOptions<Lamb>, BetaOptions<Lamb>, EpsilonOptions<Lamb> {

  private static final Options DECLARED =
      OptimizerOptions.declare("Lamb", 0.001, BETA_1, BETA_2, EPSILON);

  /**
   * Takes options that were made for Lamb.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else, or two bounds for gradients are
   *     set
   */
  public Lamb {
    ClippingOptions.requireOneBound(DECLARED.requireSameDeclarations(options));
  }

  /**
   * Lamb with Keras' defaults.
   *
   * @return a description
   */
  public static Lamb of() {
    return new Lamb(DECLARED);
  }

  @Override
  public Lamb with(Options newOptions) {
    return new Lamb(newOptions);
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
    private static final Slot V = Slot.zeros("velocity");

    @Override
    public List<List<Slot>> slots() {
      return List.of(List.of(M, V));
    }

    @Override
    public void update(Kernels kernels, DMatrixRMaj w, DMatrixRMaj g, UpdateStep step) {
      DMatrixRMaj m = step.slot(M);
      DMatrixRMaj v = step.slot(V);
      DMatrixRMaj s = step.scratch();
      // √(v / c²) + ε = (√v + c·ε) / c
      double c = Math.sqrt(1 - step.power(beta2));
      kernels.average(beta1, g, m);
      kernels.averageSquares(beta2, g, v);
      kernels.addOverRoot(c / (1 - step.power(beta1)), m, v, c * epsilon, s);
      kernels.addScaled(-step.learningRate() * trust(kernels, w, s), s, w);
    }

    /** {@code ‖w‖ / ‖s‖}, or 1. */
    private static double trust(Kernels kernels, DMatrixRMaj w, DMatrixRMaj s) {
      double length = Math.sqrt(kernels.sumOfSquares(w));
      double stepLength = Math.sqrt(kernels.sumOfSquares(s));
      return length > 0 && stepLength > 0 ? length / stepLength : 1;
    }
  }
}
