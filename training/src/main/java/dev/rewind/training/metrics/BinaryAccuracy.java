package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.training.losses.TargetChecks;
import org.ejml.data.DMatrixRMaj;

/**
 * How often predictions lie on the right side of a threshold, element by element.
 *
 * <pre>
 *   v = 1/k · Σ [t = [p > threshold]]
 * </pre>
 *
 * <p><b>Shapes</b>: targets, 0 or 1, and predictions {@code [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/accuracy_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record BinaryAccuracy(Options options)
    implements AccuracyMetric, MetricOptions<BinaryAccuracy> {
  /** Option {@code threshold}: above it a prediction means 1. */
  public static final Option<Double> THRESHOLD =
      Option.of("threshold", Codecs.DOUBLE, 0.5).in(Double::isFinite, "finite");

  private static final Options DECLARED = MetricOptions.declare("BinaryAccuracy", THRESHOLD);

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public BinaryAccuracy {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static BinaryAccuracy of() {
    return new BinaryAccuracy(DECLARED);
  }

  @Override
  public BinaryAccuracy with(Options newOptions) {
    return new BinaryAccuracy(newOptions);
  }

  /**
   * Moves the threshold.
   *
   * @param threshold above it a prediction means 1; 0.5 by default, and 0 is the like for logits
   * @return a changed copy
   * @throws IllegalArgumentException if it is not finite
   */
  public BinaryAccuracy threshold(double threshold) {
    return with(options.with(THRESHOLD, threshold));
  }

  /**
   * The threshold.
   *
   * @return above it a prediction means 1
   */
  public double threshold() {
    return options.get(THRESHOLD);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.sameShape(
        name(),
        targets,
        predictions,
        "For the labels of several classes use SparseCategoricalAccuracy.");
  }

  @Override
  public double accuracy(DMatrixRMaj targets, DMatrixRMaj predictions, int row) {
    double threshold = threshold();
    double right = 0;
    for (int column = 0; column < targets.numCols; column++) {
      double answer = predictions.get(row, column) > threshold ? 1 : 0;
      right += targets.get(row, column) == answer ? 1 : 0;
    }
    return right / targets.numCols;
  }
}
