package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.options.Options;

/**
 * The square of how far scores are from the right side of a margin, for yes-or-no answers.
 *
 * <pre>
 *   v = 1/k · Σ max(1 − y·p, 0)²        y = −1 for no, 1 for yes
 * </pre>
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}. Targets are -1 and 1, or else 0 and
 * 1.
 *
 * <p><b>Source</b>: {@code keras/src/losses/losses.py}, Keras 3.15.1, where other targets are taken
 * as they are; here they are refused.
 *
 * @param options all options with their values
 */
public record SquaredHinge(Options options) implements HingeLoss<SquaredHinge> {
  private static final Options DECLARED = LossOptions.declare("SquaredHinge");

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public SquaredHinge {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The squared hinge loss.
   *
   * @return a loss with Keras' defaults
   */
  public static SquaredHinge of() {
    return new SquaredHinge(DECLARED);
  }

  @Override
  public SquaredHinge with(Options newOptions) {
    return new SquaredHinge(newOptions);
  }

  @Override
  public Op op() {
    return new SquaredMargin();
  }

  private record SquaredMargin() implements ElementwiseLossOp {
    @Override
    public double f(double t, double p) {
      double margin = Math.max(1 - HingeLoss.sign(t) * p, 0);
      return margin * margin;
    }

    @Override
    public double df(double t, double p) {
      double y = HingeLoss.sign(t);
      return -2 * y * Math.max(1 - y * p, 0);
    }
  }
}
