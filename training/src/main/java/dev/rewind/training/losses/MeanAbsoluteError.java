package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.options.Options;

/**
 * The mean of the absolute differences.
 *
 * <pre>
 *   v = 1/k · Σ |p − t|
 * </pre>
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/losses/losses.py}, Keras 3.15.1; unlike there, targets {@code
 * [rows, 1]} are not broadcast over k columns. Where prediction and target are equal, the gradient
 * is 0.
 *
 * @param options all options with their values
 */
public record MeanAbsoluteError(Options options) implements RowLoss<MeanAbsoluteError> {
  private static final Options DECLARED = LossOptions.declare("MeanAbsoluteError");

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public MeanAbsoluteError {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The mean absolute error.
   *
   * @return a loss with Keras' defaults
   */
  public static MeanAbsoluteError of() {
    return new MeanAbsoluteError(DECLARED);
  }

  @Override
  public MeanAbsoluteError with(Options newOptions) {
    return new MeanAbsoluteError(newOptions);
  }

  @Override
  public Op op() {
    return new AbsoluteError();
  }

  private record AbsoluteError() implements ElementwiseLossOp {
    @Override
    public double f(double t, double p) {
      return Math.abs(p - t);
    }

    @Override
    public double df(double t, double p) {
      return Math.signum(p - t);
    }
  }
}
