package dev.rewind.training.metrics;

import dev.rewind.training.losses.SampleWeights;
import org.ejml.data.DMatrixRMaj;

/**
 * A metric that is the mean of a value of each row: give the values. The way to a metric of your
 * own; Keras' {@code MeanMetricWrapper}.
 */
public interface MeanMetric extends Metric {

  /**
   * The value of each row. The shapes have been checked.
   *
   * @param targets one row for each row of the predictions. Not modified.
   * @param predictions {@code [rows, k]}. Not modified.
   * @return {@code [rows, 1]}, or several columns, of which the mean is taken
   */
  DMatrixRMaj values(DMatrixRMaj targets, DMatrixRMaj predictions);

  /**
   * The weights that a batch is added with.
   *
   * @param targets one row for each row of the predictions. Not modified.
   * @param weights how much each row counts
   * @return the same weights, unless the metric leaves out rows
   */
  default SampleWeights weights(DMatrixRMaj targets, SampleWeights weights) {
    return weights;
  }

  @Override
  default MetricState start() {
    return new MeanState(this, mean -> mean);
  }
}
