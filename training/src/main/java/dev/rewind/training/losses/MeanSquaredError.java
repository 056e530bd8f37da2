package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.options.Options;

/**
 * The mean of the squared differences.
 *
 * <pre>
 *   v = 1/k · Σ (p − t)²
 * </pre>
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/losses/losses.py}, Keras 3.15.1; unlike there, targets {@code
 * [rows, 1]} are not broadcast over k columns.
 *
 * @param options all options with their values
 */
public record MeanSquaredError(Options options) implements RowLoss<MeanSquaredError> {
  private static final Options DECLARED = LossOptions.declare("MeanSquaredError");

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public MeanSquaredError {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The mean squared error.
   *
   * @return a loss with Keras' defaults
   */
  public static MeanSquaredError of() {
    return new MeanSquaredError(DECLARED);
  }

  @Override
  public MeanSquaredError with(Options newOptions) {
    return new MeanSquaredError(newOptions);
  }

  @Override
  public Op op() {
    return new SquaredError();
  }

  private record SquaredError() implements ElementwiseLossOp {
    @Override
    public double f(double t, double p) {
      return (p - t) * (p - t);
    }

    @Override
    public double df(double t, double p) {
      return 2 * (p - t);
    }
  }
}
