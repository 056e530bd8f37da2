package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.options.Options;
import dev.rewind.training.losses.TargetChecks;
import org.ejml.data.DMatrixRMaj;

/**
 * How often the most probable class is the label.
 *
 * <pre>
 *   v = [argmax p = t]
 * </pre>
 *
 * <p><b>Shapes</b>: targets {@code [rows, 1]}, labels; predictions, probabilities or logits, {@code
 * [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/accuracy_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record SparseCategoricalAccuracy(Options options)
    implements AccuracyMetric, MetricOptions<SparseCategoricalAccuracy> {
  private static final Options DECLARED = MetricOptions.declare("SparseCategoricalAccuracy");

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public SparseCategoricalAccuracy {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static SparseCategoricalAccuracy of() {
    return new SparseCategoricalAccuracy(DECLARED);
  }

  @Override
  public SparseCategoricalAccuracy with(Options newOptions) {
    return new SparseCategoricalAccuracy(newOptions);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.oneColumn(
        name(), targets, predictions, "For one-hot targets use CategoricalAccuracy.");
  }

  @Override
  public double accuracy(DMatrixRMaj targets, DMatrixRMaj predictions, int row) {
    return targets.get(row, 0) == AccuracyMetric.argmax(predictions, row) ? 1 : 0;
  }
}
