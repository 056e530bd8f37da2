package dev.rewind.optimizers;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * RMSprop: steps divided by a running root mean square of the gradient. With the rate η, the
 * gradient g and all arithmetic element by element:
 *
 * <pre>
 *   v ← ρ·v + (1 − ρ)·g²
 *   s = η·g / √(v + ε)         or, centered: a ← ρ·a + (1 − ρ)·g,   s = η·g / √(v − a² + ε)
 *   w ← w − s                  or, with momentum μ: m ← μ·m + s,   w ← w − m
 * </pre>
 *
 * <p><b>State</b> for each parameter, zero at first: slots {@code velocity} (v), {@code momentum}
 * (m) if μ &gt; 0, {@code average_gradient} (a) if centered.
 *
 * <p><b>Source</b>: Tieleman and Hinton, Lecture 6.5 – rmsprop (Coursera, Neural Networks for
 * Machine Learning, 2012), slide 29; centered: Graves, arXiv:1308.0850, equations 38 to 41; {@code
 * keras/src/optimizers/rmsprop.py}, Keras 3.15.1, which has ε inside the root.
 *
 * @param options all options with their values
 */
public record RMSprop(Options options)
    implements OptimizerConfig,
        OptimizerOptions<RMSprop>,
        RhoOptions<RMSprop>,
        MomentumOptions<RMSprop>,
        EpsilonOptions<RMSprop> {

  /** Option {@code centered}: false by default. */
  public static final Option<Boolean> CENTERED = Option.of("centered", Codecs.BOOLEAN, false);

  private static final Options DECLARED =
      OptimizerOptions.declare("RMSprop", 0.001, RHO, MOMENTUM, EPSILON, CENTERED);

  /**
   * Takes options that were made for RMSprop.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else, or two bounds for gradients are
   *     set
   */
  public RMSprop {
    ClippingOptions.requireOneBound(DECLARED.requireSameDeclarations(options));
  }

  /**
   * RMSprop with Keras' defaults.
   *
   * @return a description
   */
  public static RMSprop of() {
    return new RMSprop(DECLARED);
  }

  @Override
  public RMSprop with(Options newOptions) {
    return new RMSprop(newOptions);
  }

  /**
   * Chooses what steps are divided by.
   *
   * @param centered true for the standard deviation of the gradient instead of its root mean square
   * @return a changed copy
   */
  public RMSprop centered(boolean centered) {
    return with(options.with(CENTERED, centered));
  }

  /**
   * What steps are divided by.
   *
   * @return true for the standard deviation of the gradient
   */
  public boolean centered() {
    return options.get(CENTERED);
  }

  @Override
  public UpdateRule rule() {
    return new Rule(rho(), momentum(), epsilon(), centered());
  }

  @Override
  public String toString() {
    return options.toString();
  }

  private record Rule(double rho, double momentum, double epsilon, boolean centered)
      implements UpdateRule {
    private static final Slot V = Slot.zeros("velocity");
    private static final Slot M = Slot.zeros("momentum");
    private static final Slot A = Slot.zeros("average_gradient");

    @Override
    public List<List<Slot>> slots() {
      List<List<Slot>> slots = new ArrayList<>(List.of(List.of(V)));
      if (momentum > 0) {
        slots.add(List.of(M));
      }
      if (centered) {
        slots.add(List.of(A));
      }
      return slots;
    }

    @Override
    public void update(Kernels kernels, DMatrixRMaj w, DMatrixRMaj g, UpdateStep step) {
      kernels.averageSquares(rho, g, step.slot(V));
      if (centered) {
        kernels.average(rho, g, step.slot(A));
      }
      if (momentum > 0) {
        DMatrixRMaj m = step.slot(M);
        kernels.scale(momentum, m, m);
        addStep(kernels, step.learningRate(), g, step, m);
        kernels.addScaled(-1, m, w);
      } else {
        addStep(kernels, -step.learningRate(), g, step, w);
      }
    }

    private void addStep(
        Kernels kernels, double factor, DMatrixRMaj g, UpdateStep step, DMatrixRMaj target) {
      if (centered) {
        kernels.addOverDeviation(factor, g, step.slot(V), step.slot(A), epsilon, target);
      } else {
        kernels.addOverRootOfSum(factor, g, step.slot(V), epsilon, target);
      }
    }
  }
}
