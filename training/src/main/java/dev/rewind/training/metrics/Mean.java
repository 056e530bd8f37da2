package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.options.Options;
import org.ejml.data.DMatrixRMaj;

/**
 * The mean of the predictions themselves; targets play no part.
 *
 * <pre>
 *   v = 1/k · Σ p
 * </pre>
 *
 * <p><b>Shapes</b>: predictions {@code [rows, k]}, targets any.
 *
 * <p>To add up values of your own, such as the losses of batches, use {@link RunningMean}.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/reduction_metrics.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Mean(Options options) implements MeanMetric, MetricOptions<Mean> {
  private static final Options DECLARED = MetricOptions.declare("Mean");

  /**
   * Takes options that were made for this metric.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Mean {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The metric.
   *
   * @return a metric with Keras' defaults
   */
  public static Mean of() {
    return new Mean(DECLARED);
  }

  @Override
  public Mean with(Options newOptions) {
    return new Mean(newOptions);
  }

  /** Takes all shapes. */
  @Override
  public void checkShapes(Shape targets, Shape predictions) {}

  @Override
  public DMatrixRMaj values(DMatrixRMaj targets, DMatrixRMaj predictions) {
    return predictions;
  }
}
