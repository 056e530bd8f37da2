package dev.rewind.optimizers;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Options;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Adadelta: steps as long as steps have been of late, in proportion to the gradient. With the rate
 * η, the gradient g and all arithmetic element by element:
 *
 * <pre>
 *   n ← ρ·n + (1 − ρ)·g²
 *   Δ = √(d + ε) / √(n + ε) · g
 *   d ← ρ·d + (1 − ρ)·Δ²
 *   w ← w − η · Δ
 * </pre>
 *
 * <p>The paper has no η: a rate of 1 is its algorithm, and Keras' default of 0.001 very slow. ε is
 * what the first steps come from: with ε = 0 nothing moves.
 *
 * <p><b>State</b> for each parameter, zero at first: slots {@code accumulated_grad} (n) and {@code
 * accumulated_delta_var} (d).
 *
 * <p><b>Source</b>: Zeiler, ADADELTA, arXiv:1212.5701v1, algorithm 1; {@code
 * keras/src/optimizers/adadelta.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Adadelta(Options options)
    implements OptimizerConfig,
        OptimizerOptions<Adadelta>,
        RhoOptions<Adadelta>,
        EpsilonOptions<Adadelta> {

  private static final Options DECLARED =
      OptimizerOptions.declare("Adadelta", 0.001, RHO, EPSILON).withDefault(RHO, 0.95);

  /**
   * Takes options that were made for Adadelta.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else, or two bounds for gradients are
   *     set
   */
  public Adadelta {
    ClippingOptions.requireOneBound(DECLARED.requireSameDeclarations(options));
  }

  /**
   * Adadelta with Keras' defaults.
   *
   * @return a description
   */
  public static Adadelta of() {
    return new Adadelta(DECLARED);
  }

  @Override
  public Adadelta with(Options newOptions) {
    return new Adadelta(newOptions);
  }

  @Override
  public UpdateRule rule() {
    return new Rule(rho(), epsilon());
  }

  @Override
  public String toString() {
    return options.toString();
  }

  private record Rule(double rho, double epsilon) implements UpdateRule {
    private static final Slot N = Slot.zeros("accumulated_grad");
    private static final Slot D = Slot.zeros("accumulated_delta_var");

    @Override
    public List<List<Slot>> slots() {
      return List.of(List.of(N, D));
    }

    @Override
    public void update(Kernels kernels, DMatrixRMaj w, DMatrixRMaj g, UpdateStep step) {
      DMatrixRMaj n = step.slot(N);
      DMatrixRMaj d = step.slot(D);
      DMatrixRMaj delta = step.scratch();
      kernels.averageSquares(rho, g, n);
      kernels.addOverRootOfSum(1, g, n, epsilon, delta);
      kernels.combine((x, square) -> x * Math.sqrt(square + epsilon), delta, d, delta);
      kernels.averageSquares(rho, delta, d);
      kernels.addScaled(-step.learningRate(), delta, w);
    }
  }
}
