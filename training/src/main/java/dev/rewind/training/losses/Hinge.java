package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.options.Options;

/**
 * How far scores are from the right side of a margin: for yes-or-no answers, as in a support vector
 * machine.
 *
 * <pre>
 *   v = 1/k · Σ max(1 − y·p, 0)        y = −1 for no, 1 for yes
 * </pre>
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}. Targets are -1 and 1, or else 0 and
 * 1.
 *
 * <p><b>Source</b>: {@code keras/src/losses/losses.py}, Keras 3.15.1, where other targets are taken
 * as they are; here they are refused. Exactly on the margin the gradient is the half.
 *
 * @param options all options with their values
 */
public record Hinge(Options options) implements HingeLoss<Hinge> {
  private static final Options DECLARED = LossOptions.declare("Hinge");

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Hinge {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The hinge loss.
   *
   * @return a loss with Keras' defaults
   */
  public static Hinge of() {
    return new Hinge(DECLARED);
  }

  @Override
  public Hinge with(Options newOptions) {
    return new Hinge(newOptions);
  }

  @Override
  public Op op() {
    return new Margin();
  }

  private record Margin() implements ElementwiseLossOp {
    @Override
    public double f(double t, double p) {
      return Math.max(1 - HingeLoss.sign(t) * p, 0);
    }

    @Override
    public double df(double t, double p) {
      double y = HingeLoss.sign(t);
      return -y * KinkSlopes.ofMaximum(1 - y * p, 0);
    }
  }
}
