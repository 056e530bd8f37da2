package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.options.Options;
import dev.rewind.training.losses.TargetChecks;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * The root of the mean squared error of all samples so far, which is not the mean of the roots of
 * batches.
 *
 * <pre>
 *   √(Σ w·v / Σ w)        v = 1/k · Σ (p − t)²
 * </pre>
 *
 * <p><b>Shapes</b>: targets and predictions {@code [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/regression_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record RootMeanSquaredError(Options options)
    implements MeanMetric, MetricOptions<RootMeanSquaredError> {
  private static final Options DECLARED = MetricOptions.declare("RootMeanSquaredError");

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public RootMeanSquaredError {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static RootMeanSquaredError of() {
    return new RootMeanSquaredError(DECLARED);
  }

  @Override
  public RootMeanSquaredError with(Options newOptions) {
    return new RootMeanSquaredError(newOptions);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.sameShape(
        name(), targets, predictions, "Give the last layer one unit for each target.");
  }

  @Override
  public DMatrixRMaj values(DMatrixRMaj targets, DMatrixRMaj predictions) {
    DMatrixRMaj squares = new DMatrixRMaj(predictions.numRows, predictions.numCols);
    for (int row = 0; row < squares.numRows; row++) {
      for (int column = 0; column < squares.numCols; column++) {
        double error = predictions.get(row, column) - targets.get(row, column);
        squares.set(row, column, error * error);
      }
    }
    return squares;
  }

  @Override
  public MetricState start() {
    return new MeanState(this, Math::sqrt);
  }
}
