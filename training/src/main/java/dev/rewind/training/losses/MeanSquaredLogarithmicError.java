package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.KerasEpsilon;
import dev.rewind.core.Shape;
import dev.rewind.core.options.Options;
import org.ejml.data.DMatrixRMaj;

/**
 * The mean of the squared differences of logarithms, for targets of very different sizes.
 *
 * <pre>
 *   v = 1/k · Σ (log(1 + max(p, ε)) − log(1 + max(t, ε)))²        ε = 10⁻⁷
 * </pre>
 *
 * <p><b>Shapes</b>: targets, at least 0, and predictions {@code [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/losses/losses.py}, Keras 3.15.1; unlike there, targets {@code
 * [rows, 1]} are not broadcast over k columns and negative targets, which the logarithm cuts off,
 * are refused. Where a prediction is cut off, its gradient is 0, and exactly at ε the half.
 *
 * @param options all options with their values
 */
public record MeanSquaredLogarithmicError(Options options)
    implements RowLoss<MeanSquaredLogarithmicError> {
  private static final Options DECLARED = LossOptions.declare("MeanSquaredLogarithmicError");

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public MeanSquaredLogarithmicError {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The mean squared logarithmic error.
   *
   * @return a loss with Keras' defaults
   */
  public static MeanSquaredLogarithmicError of() {
    return new MeanSquaredLogarithmicError(DECLARED);
  }

  @Override
  public MeanSquaredLogarithmicError with(Options newOptions) {
    return new MeanSquaredLogarithmicError(newOptions);
  }

  @Override
  public void checkTargets(DMatrixRMaj targets, Shape predictions) {
    checkShapes(Shape.of(targets), predictions);
    TargetChecks.notNegative(name(), targets);
  }

  @Override
  public Op op() {
    return new LogarithmicError();
  }

  private record LogarithmicError() implements ElementwiseLossOp {
    @Override
    public double f(double t, double p) {
      double difference = logarithm(p) - logarithm(t);
      return difference * difference;
    }

    @Override
    public double df(double t, double p) {
      double slope = 2 * (logarithm(p) - logarithm(t)) / (1 + p);
      return KinkSlopes.ofMaximum(p, KerasEpsilon.VALUE) * slope;
    }

    private static double logarithm(double x) {
      return StrictMath.log1p(Math.max(x, KerasEpsilon.VALUE));
    }
  }
}
