package dev.rewind.training.metrics;

import dev.rewind.training.losses.SampleWeights;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;

/** A mean of the values of rows that is being added up, and what is made of it in the end. */
final class MeanState implements MetricState {
  private final MeanMetric metric;
  private final DoubleUnaryOperator finish;
  private final RunningMean mean = new RunningMean();

  MeanState(MeanMetric metric, DoubleUnaryOperator finish) {
    this.metric = metric;
    this.finish = finish;
  }

  @Override
  public void update(DMatrixRMaj targets, DMatrixRMaj predictions, SampleWeights weights) {
    MetricChecks.batch(metric, targets, predictions, weights);
    mean.update(metric.values(targets, predictions), metric.weights(targets, weights));
  }

  @Override
  public double result() {
    return finish.applyAsDouble(mean.result());
  }

  @Override
  public void reset() {
    mean.reset();
  }

  @Override
  public double[] state() {
    return mean.state();
  }

  @Override
  public void restore(double... state) {
    MetricChecks.length(metric.name(), state, RunningMean.LENGTH);
    mean.restore(state);
  }
}
