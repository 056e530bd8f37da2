package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.ScalarFunctions;
import dev.rewind.core.options.Options;
import org.ejml.data.DMatrixRMaj;

/**
 * The crossentropy of yes-or-no answers, one for each column.
 *
 * <pre>
 *   t = (1 − s) · y + s/2                                s = labelSmoothing
 *   v = −1/k · Σ t · log(p) + (1 − t) · log(1 − p)       p clipped to [10⁻⁷, 1 − 10⁻⁷]
 *   v = 1/k · Σ max(x, 0) − x·t + log(1 + e⁻|x|)         fromLogits: p = σ(x)
 * </pre>
 *
 * <p><b>Shapes</b>: targets in [0, 1] and predictions, both {@code [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/losses/losses.py}, Keras 3.15.1. Where a probability is
 * clipped, its gradient is 0.
 *
 * @param options all options with their values
 */
public record BinaryCrossentropy(Options options)
    implements LabelSmoothingOptions<BinaryCrossentropy>, RowLoss<BinaryCrossentropy> {
  private static final Options DECLARED =
      LossOptions.declare("BinaryCrossentropy", FROM_LOGITS, LABEL_SMOOTHING, AXIS);

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public BinaryCrossentropy {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The binary crossentropy.
   *
   * @return a loss with Keras' defaults
   */
  public static BinaryCrossentropy of() {
    return new BinaryCrossentropy(DECLARED);
  }

  @Override
  public BinaryCrossentropy with(Options newOptions) {
    return new BinaryCrossentropy(newOptions);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.sameShape(
        name(),
        targets,
        predictions,
        "For the labels of several classes use SparseCategoricalCrossentropy.");
  }

  @Override
  public void checkTargets(DMatrixRMaj targets, Shape predictions) {
    checkShapes(Shape.of(targets), predictions);
    TargetChecks.probabilities(name(), targets, "Write the two classes as 0 and 1.");
  }

  @Override
  public Op op() {
    return fromLogits() ? new FromLogits(labelSmoothing()) : new FromProbability(labelSmoothing());
  }

  private static double smooth(double y, double smoothing) {
    return y * (1 - smoothing) + 0.5 * smoothing;
  }

  private record FromLogits(double smoothing) implements ElementwiseLossOp {
    @Override
    public double f(double y, double x) {
      return Math.max(x, 0)
          - x * smooth(y, smoothing)
          + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    @Override
    public double df(double y, double x) {
      return ScalarFunctions.sigmoid(x) - smooth(y, smoothing);
    }
  }

  private record FromProbability(double smoothing) implements ElementwiseLossOp {
    @Override
    public double f(double y, double p) {
      double t = smooth(y, smoothing);
      double q = Probabilities.clip(p);
      return -t * StrictMath.log(q) - (1 - t) * StrictMath.log1p(-q);
    }

    @Override
    public double df(double y, double p) {
      return Probabilities.isInside(p) ? (p - smooth(y, smoothing)) / (p * (1 - p)) : 0;
    }
  }
}
