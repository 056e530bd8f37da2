package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.core.KerasEpsilon;
import dev.rewind.core.options.Options;
import org.ejml.data.DMatrixRMaj;

/**
 * How much rows point the same way, as something to make small: the negative cosine of the angle
 * between target and prediction.
 *
 * <pre>
 *   v = −Σ t̂ ⊙ p̂        x̂ = x / max(|x|, 10⁻⁷)
 * </pre>
 *
 * <p>-1 is the same direction, 0 a right angle or a row of zeros, 1 the opposite direction. The
 * metric of the same name, {@code dev.rewind.training.metrics.CosineSimilarity}, has the other
 * sign.
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}: a sequence is compared step by step.
 *
 * <p><b>Source</b>: {@code keras/src/losses/losses.py}, Keras 3.15.1; unlike there, targets {@code
 * [rows, 1]} are not broadcast over k columns, other axes are refused, and the gradient at a
 * prediction of zeros is the limit −10⁷·t̂ and not NaN.
 *
 * @param options all options with their values
 */
public record CosineSimilarity(Options options) implements RowLoss<CosineSimilarity> {
  private static final Options DECLARED =
      LossOptions.declare("CosineSimilarity", LabelSmoothingOptions.AXIS)
          .quiet(LabelSmoothingOptions.AXIS);

  /**
   * Takes options that were made for this loss.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public CosineSimilarity {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The cosine similarity.
   *
   * @return a loss with Keras' defaults
   */
  public static CosineSimilarity of() {
    return new CosineSimilarity(DECLARED);
  }

  @Override
  public CosineSimilarity with(Options newOptions) {
    return new CosineSimilarity(newOptions);
  }

  @Override
  public Op op() {
    return new NegativeCosine();
  }

  private record NegativeCosine() implements RowLossOp {
    @Override
    public double value(DMatrixRMaj predictions, DMatrixRMaj targets, int row) {
      double product = 0;
      for (int j = 0; j < predictions.numCols; j++) {
        product += targets.unsafe_get(row, j) * predictions.unsafe_get(row, j);
      }
      return -product / (length(targets, row) * length(predictions, row));
    }

    @Override
    public void addGradient(
        double dv, DMatrixRMaj predictions, DMatrixRMaj targets, int row, DMatrixRMaj dp) {
      double p = length(predictions, row);
      double t = length(targets, row);
      double along = p > KerasEpsilon.VALUE ? value(predictions, targets, row) / p : 0;
      for (int j = 0; j < predictions.numCols; j++) {
        double turn = targets.unsafe_get(row, j) / t + along * predictions.unsafe_get(row, j);
        dp.add(row, j, -dv * turn / p);
      }
    }

    /** The Euclidean length, at least ε. */
    private static double length(DMatrixRMaj x, int row) {
      double sum = 0;
      for (int j = 0; j < x.numCols; j++) {
        sum += x.unsafe_get(row, j) * x.unsafe_get(row, j);
      }
      return Math.max(Math.sqrt(sum), KerasEpsilon.VALUE);
    }
  }
}
