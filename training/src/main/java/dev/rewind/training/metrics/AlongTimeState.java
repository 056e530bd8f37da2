package dev.rewind.training.metrics;

import dev.rewind.autograd.Tape;
import dev.rewind.core.Shape;
import dev.rewind.training.losses.AlongTime;
import dev.rewind.training.losses.SampleWeights;
import dev.rewind.training.losses.TargetChecks;
import org.ejml.data.DMatrixRMaj;

/** A metric of rows that is being added up over time series: each feature of a sample is a row. */
final class AlongTimeState implements MetricState {
  private final Metric metric;
  private final MetricState ofRows;

  AlongTimeState(Metric metric, MetricState ofRows) {
    this.metric = metric;
    this.ofRows = ofRows;
  }

  @Override
  public void update(DMatrixRMaj targets, DMatrixRMaj predictions, SampleWeights weights) {
    metric.checkShapes(Shape.of(targets), Shape.of(predictions));
    TargetChecks.finite(metric.name(), targets);
    try (Tape tape = Tape.create()) {
      AlongTime rows = AlongTime.of(metric.name(), targets, tape.constant(predictions), weights);
      ofRows.update(rows.targets(), rows.predictions().value(), rows.weights());
    }
  }

  @Override
  public double result() {
    return ofRows.result();
  }

  @Override
  public void reset() {
    ofRows.reset();
  }

  @Override
  public double[] state() {
    return ofRows.state();
  }

  @Override
  public void restore(double... state) {
    ofRows.restore(state);
  }
}
