package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.options.Options;
import dev.rewind.training.losses.TargetChecks;
import org.ejml.data.DMatrixRMaj;

/**
 * How often the most probable class is that of one-hot targets.
 *
 * <pre>
 *   v = [argmax p = argmax t]
 * </pre>
 *
 * <p><b>Shapes</b>: targets and predictions, probabilities or logits, {@code [rows, k]}.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/accuracy_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record CategoricalAccuracy(Options options)
    implements AccuracyMetric, MetricOptions<CategoricalAccuracy> {
  private static final Options DECLARED = MetricOptions.declare("CategoricalAccuracy");

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public CategoricalAccuracy {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static CategoricalAccuracy of() {
    return new CategoricalAccuracy(DECLARED);
  }

  @Override
  public CategoricalAccuracy with(Options newOptions) {
    return new CategoricalAccuracy(newOptions);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.sameShape(
        name(), targets, predictions, "For labels in one column use SparseCategoricalAccuracy.");
  }

  @Override
  public double accuracy(DMatrixRMaj targets, DMatrixRMaj predictions, int row) {
    int answer = AccuracyMetric.argmax(predictions, row);
    return AccuracyMetric.argmax(targets, row) == answer ? 1 : 0;
  }
}
