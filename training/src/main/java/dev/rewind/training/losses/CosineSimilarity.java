package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.autograd.Variable;
import dev.rewind.core.KerasEpsilon;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
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
 * <p>With {@code axis(1)} {@link #call} compares a sequence along time, feature by feature: x is
 * then the time series of one feature of one sample, and the loss has the shape (batch, k), row
 * {@code j·batch + b}. There is a weight for each sample, or for each of these rows: {@code
 * SampleWeights.of(batch, k).times(…)}. A mask of time steps is refused, unless there are as many
 * steps as features; then it masks features, as in Keras. Vectors and sequences of one step are
 * compared as ever, and so are rows of which nothing more is known, {@link #values}.
 *
 * <p><b>Source</b>: {@code keras/src/losses/losses.py}, Keras 3.15.1; unlike there, targets {@code
 * [rows, 1]} are not broadcast over k columns, a changed axis stands in the configuration, and the
 * gradient at a prediction of zeros is the limit −10⁷·t̂ and not NaN.
 *
 * @param options all options with their values
 */
public record CosineSimilarity(Options options) implements RowLoss<CosineSimilarity> {
  /** Option {@code axis}; written when it differs from its default. */
  public static final Option<Integer> AXIS =
      Option.of("axis", Codecs.INTEGER, -1)
          .in(axis -> axis == -1 || axis == 1, "-1, the features, or 1, the time of sequences");

  private static final Options DECLARED = LossOptions.declare("CosineSimilarity", AXIS).quiet(AXIS);

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

  /**
   * Says along what is compared.
   *
   * @param axis -1, the features, by default; 1, the time of sequences
   * @return a changed copy
   * @throws IllegalArgumentException if it is another
   */
  public CosineSimilarity axis(int axis) {
    return with(options.with(AXIS, axis));
  }

  /**
   * Along what is compared.
   *
   * @return -1, the features, or 1, the time of sequences
   */
  public int axis() {
    return options.get(AXIS);
  }

  @Override
  public Variable call(DMatrixRMaj targets, Variable predictions, SampleWeights weights) {
    if (axis() == -1) {
      return RowLoss.super.call(targets, predictions, weights);
    }
    checkTargets(targets, predictions.shape());
    AlongTime rows = AlongTime.of(name(), targets, predictions, weights);
    return axis(-1).call(rows.targets(), rows.predictions(), rows.weights());
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
