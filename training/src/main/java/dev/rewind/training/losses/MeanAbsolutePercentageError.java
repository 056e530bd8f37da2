package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.KerasEpsilon;
import dev.rewind.core.options.Options;

/**
 * The mean of the absolute differences, in percent of the targets.
 *
 * <pre>
 *   v = 100/k · Σ |p − t| / max(|t|, 10⁻⁷)
 * </pre>
 *
 * <p>A target of 0 makes it very large: {@link MeanAbsoluteError} is the better choice for targets
 * around 0.
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/losses/losses.py}, Keras 3.15.1; unlike there, targets {@code
 * [rows, 1]} are not broadcast over k columns. Where prediction and target are equal, the gradient
 * is 0.
 *
 * @param options all options with their values
 */
public record MeanAbsolutePercentageError(Options options)
    implements RowLoss<MeanAbsolutePercentageError> {
  private static final Options DECLARED = LossOptions.declare("MeanAbsolutePercentageError");

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public MeanAbsolutePercentageError {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The mean absolute percentage error.
   *
   * @return a loss with Keras' defaults
   */
  public static MeanAbsolutePercentageError of() {
    return new MeanAbsolutePercentageError(DECLARED);
  }

  @Override
  public MeanAbsolutePercentageError with(Options newOptions) {
    return new MeanAbsolutePercentageError(newOptions);
  }

  @Override
  public Op op() {
    return new PercentageError();
  }

  private record PercentageError() implements ElementwiseLossOp {
    @Override
    public double f(double t, double p) {
      return 100 * Math.abs(p - t) / size(t);
    }

    @Override
    public double df(double t, double p) {
      return 100 * Math.signum(p - t) / size(t);
    }

    private static double size(double t) {
      return Math.max(Math.abs(t), KerasEpsilon.VALUE);
    }
  }
}
