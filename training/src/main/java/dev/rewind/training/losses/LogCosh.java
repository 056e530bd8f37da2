package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.options.Options;

/**
 * The mean logarithm of the hyperbolic cosine of the differences: like half the squared error where
 * they are small, like the absolute error where they are large, and smooth between.
 *
 * <pre>
 *   v = 1/k · Σ log(cosh(p − t))
 * </pre>
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/losses/losses.py}, Keras 3.15.1; unlike there, targets {@code
 * [rows, 1]} are not broadcast over k columns. Nothing overflows, and small differences keep their
 * digits.
 *
 * @param options all options with their values
 */
public record LogCosh(Options options) implements RowLoss<LogCosh> {
  private static final Options DECLARED = LossOptions.declare("LogCosh");

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public LogCosh {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The log-cosh loss.
   *
   * @return a loss with Keras' defaults
   */
  public static LogCosh of() {
    return new LogCosh(DECLARED);
  }

  @Override
  public LogCosh with(Options newOptions) {
    return new LogCosh(newOptions);
  }

  @Override
  public Op op() {
    return new LogCoshError();
  }

  private record LogCoshError() implements ElementwiseLossOp {
    private static final double LOG_2 = StrictMath.log(2);

    @Override
    public double f(double t, double p) {
      double e = Math.abs(p - t);
      if (e > 1) {
        return e + StrictMath.log1p(StrictMath.exp(-2 * e)) - LOG_2;
      }
      double half = StrictMath.sinh(e / 2);
      return StrictMath.log1p(2 * half * half);
    }

    @Override
    public double df(double t, double p) {
      return StrictMath.tanh(p - t);
    }
  }
}
