package dev.rewind.optimizers;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Options;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Nadam: {@link Adam} with Nesterov's momentum. With the rate η, the gradient g, the number t of
 * the update (1 for the first) and all arithmetic element by element:
 *
 * <pre>
 *   uₜ = β₁ · (1 − ½ · 0.96ᵗ),   U ← U · uₜ
 *   m ← β₁·m + (1 − β₁)·g
 *   v ← β₂·v + (1 − β₂)·g²
 *   m̂ = uₜ₊₁ · m / (1 − U·uₜ₊₁) + (1 − uₜ) · g / (1 − U)
 *   w ← w − η · m̂ / (√(v / (1 − β₂ᵗ)) + ε)
 * </pre>
 *
 * <p>The momentum u grows from step to step. In the paper's schedule 0.96 has the exponent t/250;
 * Keras has t, so that u is soon close to β₁.
 *
 * <p><b>State</b> for each parameter, zero at first: slots {@code momentum} (m) and {@code
 * velocity} (v). For all of them together: U, 1 at first, which Keras leaves without a name of its
 * own: its path is {@code variable}.
 *
 * <p><b>Source</b>: Dozat, Incorporating Nesterov Momentum into Adam (ICLR 2016 workshop),
 * algorithm 2; {@code keras/src/optimizers/nadam.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Nadam(Options options)
    implements OptimizerConfig, OptimizerOptions<Nadam>, BetaOptions<Nadam>, EpsilonOptions<Nadam> {

  private static final Options DECLARED =
      OptimizerOptions.declare("Nadam", 0.001, BETA_1, BETA_2, EPSILON);

  /**
   * Takes options that were made for Nadam.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else, or two bounds for gradients are
   *     set
   */
  public Nadam {
    ClippingOptions.requireOneBound(DECLARED.requireSameDeclarations(options));
  }

  /**
   * Nadam with Keras' defaults.
   *
   * @return a description
   */
  public static Nadam of() {
    return new Nadam(DECLARED);
  }

  @Override
  public Nadam with(Options newOptions) {
    return new Nadam(newOptions);
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
    private static final Slot U_PRODUCT = new Slot("variable", 1);

    @Override
    public List<List<Slot>> slots() {
      return List.of(List.of(M, V));
    }

    @Override
    public List<Slot> shared() {
      return List.of(U_PRODUCT);
    }

    @Override
    public void begin(Kernels kernels, SharedStep step) {
      DMatrixRMaj product = step.shared(U_PRODUCT);
      kernels.scale(momentum((double) step.number()), product, product);
    }

    private double momentum(double t) {
      return beta1 * (1 - 0.5 * StrictMath.pow(0.96, t));
    }

    @Override
    public void update(Kernels kernels, DMatrixRMaj w, DMatrixRMaj g, UpdateStep step) {
      double t = (double) step.number();
      double next = momentum(t + 1);
      double product = step.shared(U_PRODUCT).get(0, 0);
      // √(v / c²) + ε = (√v + c·ε) / c
      double c = Math.sqrt(1 - step.power(beta2));
      double rate = -step.learningRate() * c;
      DMatrixRMaj m = step.slot(M);
      DMatrixRMaj v = step.slot(V);
      kernels.average(beta1, g, m);
      kernels.averageSquares(beta2, g, v);
      kernels.addOverRoot(rate * next / (1 - product * next), m, v, c * epsilon, w);
      kernels.addOverRoot(rate * (1 - momentum(t)) / (1 - product), g, v, c * epsilon, w);
    }
  }
}
