package dev.rewind.training.metrics;

import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.training.losses.SampleWeights;
import org.ejml.data.DMatrixRMaj;

/** What the states of metrics refuse. */
final class MetricChecks {
  private MetricChecks() {}

  /** Requires targets, predictions and weights that fit. */
  static void batch(
      Metric metric, DMatrixRMaj targets, DMatrixRMaj predictions, SampleWeights weights) {
    metric.checkShapes(Shape.of(targets), Shape.of(predictions));
    Checks.require(
        weights.rows() == predictions.numRows,
        metric.name(),
        "weights are for " + weights.rows() + " rows; expected " + predictions.numRows + ".");
  }

  /** Requires a saved state of a certain length. */
  static void length(String who, double[] state, int expected) {
    Checks.require(
        state.length == expected,
        who,
        "the state has "
            + state.length
            + " numbers; expected "
            + expected
            + ". Give what state() of the same metric returned.");
  }
}
