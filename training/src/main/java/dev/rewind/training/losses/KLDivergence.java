package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.KerasEpsilon;
import dev.rewind.core.Shape;
import dev.rewind.core.options.Options;
import org.ejml.data.DMatrixRMaj;

/**
 * The Kullback-Leibler divergence of predicted from wanted probabilities.
 *
 * <pre>
 *   v = Σ t · log(t / p)        t and p clipped to [10⁻⁷, 1]
 * </pre>
 *
 * <p><b>Shapes</b>: targets in [0, 1] and predictions, both {@code [rows, k]}, rows that sum to 1.
 * This is not checked, and predictions are not divided by their sum: give the last layer the
 * activation softmax.
 *
 * <p><b>Source</b>: {@code keras/src/losses/losses.py}, Keras 3.15.1. Where a prediction is
 * clipped, its gradient is 0.
 *
 * @param options all options with their values
 */
public record KLDivergence(Options options) implements RowLoss<KLDivergence> {
  private static final Options DECLARED = LossOptions.declare("KLDivergence");

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public KLDivergence {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The Kullback-Leibler divergence.
   *
   * @return a loss with Keras' defaults
   */
  public static KLDivergence of() {
    return new KLDivergence(DECLARED);
  }

  @Override
  public KLDivergence with(Options newOptions) {
    return new KLDivergence(newOptions);
  }

  @Override
  public void checkTargets(DMatrixRMaj targets, Shape predictions) {
    checkShapes(Shape.of(targets), predictions);
    TargetChecks.probabilities(
        name(), targets, "Give each row the wanted probabilities of its classes.");
  }

  @Override
  public Op op() {
    return new Divergence();
  }

  private record Divergence() implements RowLossOp {
    @Override
    public double value(DMatrixRMaj predictions, DMatrixRMaj targets, int row) {
      double value = 0;
      for (int j = 0; j < predictions.numCols; j++) {
        double t = clip(targets.unsafe_get(row, j));
        value += t * StrictMath.log(t / clip(predictions.unsafe_get(row, j)));
      }
      return value;
    }

    @Override
    public void addGradient(
        double dv, DMatrixRMaj predictions, DMatrixRMaj targets, int row, DMatrixRMaj dp) {
      for (int j = 0; j < predictions.numCols; j++) {
        double p = predictions.unsafe_get(row, j);
        if (p == clip(p)) {
          dp.add(row, j, -dv * clip(targets.unsafe_get(row, j)) / p);
        }
      }
    }

    private static double clip(double p) {
      return Math.min(Math.max(p, KerasEpsilon.VALUE), 1);
    }
  }
}
