package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.KerasEpsilon;
import dev.rewind.core.Shape;
import dev.rewind.core.options.Options;
import org.ejml.data.DMatrixRMaj;

/**
 * The Poisson loss, for predicted rates of counts: the negative log-likelihood without the term
 * that does not depend on the prediction.
 *
 * <pre>
 *   v = 1/k · Σ p − t · log(p + 10⁻⁷)
 * </pre>
 *
 * <p><b>Shapes</b>: targets, at least 0, and predictions, positive rates, both {@code [rows, k]}.
 * The loss of a negative prediction is NaN: give the last layer an activation that makes positive
 * numbers, such as softplus or exponential.
 *
 * <p><b>Source</b>: {@code keras/src/losses/losses.py}, Keras 3.15.1; unlike there, targets {@code
 * [rows, 1]} are not broadcast over k columns and negative targets are refused.
 *
 * @param options all options with their values
 */
public record Poisson(Options options) implements RowLoss<Poisson> {
  private static final Options DECLARED = LossOptions.declare("Poisson");

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Poisson {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The Poisson loss.
   *
   * @return a loss with Keras' defaults
   */
  public static Poisson of() {
    return new Poisson(DECLARED);
  }

  @Override
  public Poisson with(Options newOptions) {
    return new Poisson(newOptions);
  }

  @Override
  public void checkTargets(DMatrixRMaj targets, Shape predictions) {
    checkShapes(Shape.of(targets), predictions);
    TargetChecks.notNegative(name(), targets);
  }

  @Override
  public Op op() {
    return new LogLikelihood();
  }

  private record LogLikelihood() implements ElementwiseLossOp {
    @Override
    public double f(double t, double p) {
      return p - t * StrictMath.log(p + KerasEpsilon.VALUE);
    }

    @Override
    public double df(double t, double p) {
      return 1 - t / (p + KerasEpsilon.VALUE);
    }
  }
}
