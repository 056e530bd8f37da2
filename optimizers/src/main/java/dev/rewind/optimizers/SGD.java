package dev.rewind.optimizers;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Gradient descent, with momentum if wanted. With the rate η, the momentum μ and the gradient g:
 *
 * <pre>
 *   w ← w − η·g                          without momentum
 *   m ← μ·m − η·g,   w ← w + m           with momentum
 *   m ← μ·m − η·g,   w ← w + μ·m − η·g   with Nesterov's momentum
 * </pre>
 *
 * <p>The rate is part of what m remembers: after the rate has changed, m still has steps of the old
 * length in it. {@code nesterov} without momentum changes nothing.
 *
 * <p><b>State</b>: slot {@code momentum} for each parameter, zero at first; none if μ = 0.
 *
 * <p><b>Source</b>: Sutskever et al., On the importance of initialization and momentum in deep
 * learning (ICML 2013), equations 1 to 4; {@code keras/src/optimizers/sgd.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record SGD(Options options)
    implements OptimizerConfig, OptimizerOptions<SGD>, MomentumOptions<SGD> {

  /** Option {@code nesterov}: false by default. */
  public static final Option<Boolean> NESTEROV = Option.of("nesterov", Codecs.BOOLEAN, false);

  private static final Options DECLARED = OptimizerOptions.declare("SGD", 0.01, MOMENTUM, NESTEROV);

  /**
   * Takes options that were made for SGD.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else, or two bounds for gradients are
   *     set
   */
  public SGD {
    ClippingOptions.requireOneBound(DECLARED.requireSameDeclarations(options));
  }

  /**
   * SGD with Keras' defaults.
   *
   * @return a description
   */
  public static SGD of() {
    return new SGD(DECLARED);
  }

  @Override
  public SGD with(Options newOptions) {
    return new SGD(newOptions);
  }

  /**
   * Chooses the kind of momentum.
   *
   * @param nesterov true for Nesterov's
   * @return a changed copy
   */
  public SGD nesterov(boolean nesterov) {
    return with(options.with(NESTEROV, nesterov));
  }

  /**
   * The kind of momentum.
   *
   * @return true for Nesterov's
   */
  public boolean nesterov() {
    return options.get(NESTEROV);
  }

  @Override
  public UpdateRule rule() {
    return momentum() == 0 ? new Plain() : new WithMomentum(momentum(), nesterov());
  }

  @Override
  public String toString() {
    return options.toString();
  }

  private record Plain() implements UpdateRule {
    @Override
    public List<List<Slot>> slots() {
      return List.of();
    }

    @Override
    public void update(Kernels kernels, DMatrixRMaj w, DMatrixRMaj g, UpdateStep step) {
      kernels.addScaled(-step.learningRate(), g, w);
    }
  }

  private record WithMomentum(double momentum, boolean nesterov) implements UpdateRule {
    private static final Slot M = Slot.zeros("momentum");

    @Override
    public List<List<Slot>> slots() {
      return List.of(List.of(M));
    }

    @Override
    public void update(Kernels kernels, DMatrixRMaj w, DMatrixRMaj g, UpdateStep step) {
      DMatrixRMaj m = step.slot(M);
      kernels.scale(momentum, m, m);
      kernels.addScaled(-step.learningRate(), g, m);
      if (nesterov) {
        kernels.addScaled(momentum, m, w);
        kernels.addScaled(-step.learningRate(), g, w);
      } else {
        kernels.addScaled(1, m, w);
      }
    }
  }
}
