package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.options.Options;
import dev.rewind.training.losses.TargetChecks;
import org.ejml.data.DMatrixRMaj;

/**
 * How often the largest element of the targets is among the k largest of the predictions.
 *
 * <pre>
 *   v = [fewer than k elements of the row are larger than p[argmax t]]
 * </pre>
 *
 * <p><b>Shapes</b>: targets, one-hot rows, and predictions, probabilities or logits, {@code [rows,
 * columns]}, with k columns or more.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/accuracy_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record TopKCategoricalAccuracy(Options options)
    implements TopKOptions<TopKCategoricalAccuracy>, AccuracyMetric {
  private static final Options DECLARED = MetricOptions.declare("TopKCategoricalAccuracy", K);

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public TopKCategoricalAccuracy {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static TopKCategoricalAccuracy of() {
    return new TopKCategoricalAccuracy(DECLARED);
  }

  @Override
  public TopKCategoricalAccuracy with(Options newOptions) {
    return new TopKCategoricalAccuracy(newOptions);
  }

  @Override
  public void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.sameShape(
        name(),
        targets,
        predictions,
        "For labels in one column use SparseTopKCategoricalAccuracy.");
    TopK.checkColumns(name(), K.name(), k(), predictions);
  }

  @Override
  public double accuracy(DMatrixRMaj targets, DMatrixRMaj predictions, int row) {
    return TopK.isAmong(predictions, row, AccuracyMetric.argmax(targets, row), k()) ? 1 : 0;
  }
}
