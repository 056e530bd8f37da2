package dev.rewind.optimizers;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Options;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Adagrad: steps divided by the root of the sum of all squared gradients. With the rate η, the
 * gradient g and all arithmetic element by element:
 *
 * <pre>
 *   n ← n + g²
 *   w ← w − η · g / √(n + ε)
 * </pre>
 *
 * <p>Steps only get shorter, which wants a higher rate than other optimizers have.
 *
 * <p><b>State</b> for each parameter: slot {@code accumulator} (n), at first {@code
 * initialAccumulatorValue}.
 *
 * <p><b>Source</b>: Duchi, Hazan and Singer, Adaptive Subgradient Methods for Online Learning and
 * Stochastic Optimization (JMLR 12, 2011), section 1.1, equation 1; {@code
 * keras/src/optimizers/adagrad.py}, Keras 3.15.1, which has ε inside the root.
 *
 * @param options all options with their values
 */
public record Adagrad(Options options)
    implements OptimizerConfig,
        OptimizerOptions<Adagrad>,
        AccumulatorOptions<Adagrad>,
        EpsilonOptions<Adagrad> {

  private static final Options DECLARED =
      OptimizerOptions.declare("Adagrad", 0.001, INITIAL_ACCUMULATOR_VALUE, EPSILON);

  /**
   * Takes options that were made for Adagrad.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else, or two bounds for gradients are
   *     set
   */
  public Adagrad {
    ClippingOptions.requireOneBound(DECLARED.requireSameDeclarations(options));
  }

  /**
   * Adagrad with Keras' defaults.
   *
   * @return a description
   */
  public static Adagrad of() {
    return new Adagrad(DECLARED);
  }

  @Override
  public Adagrad with(Options newOptions) {
    return new Adagrad(newOptions);
  }

  @Override
  public UpdateRule rule() {
    return new Rule(new Slot("accumulator", initialAccumulatorValue()), epsilon());
  }

  @Override
  public String toString() {
    return options.toString();
  }

  private record Rule(Slot accumulator, double epsilon) implements UpdateRule {

    @Override
    public List<List<Slot>> slots() {
      return List.of(List.of(accumulator));
    }

    @Override
    public void update(Kernels kernels, DMatrixRMaj w, DMatrixRMaj g, UpdateStep step) {
      DMatrixRMaj n = step.slot(accumulator);
      kernels.addSquares(g, n);
      kernels.addOverRootOfSum(-step.learningRate(), g, n, epsilon, w);
    }
  }
}
