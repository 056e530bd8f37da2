package dev.rewind.training.metrics;

import dev.rewind.training.losses.SampleWeights;
import org.ejml.data.DMatrixRMaj;

/** A metric that is being added up in {@link Totals}: say what to add and what comes out. */
interface TotalsState extends MetricState {
  Metric metric();

  Totals totals();

  /** Adds a batch that fits. */
  void add(DMatrixRMaj targets, DMatrixRMaj predictions, SampleWeights weights);

  @Override
  double[] results();

  @Override
  default void update(DMatrixRMaj targets, DMatrixRMaj predictions, SampleWeights weights) {
    MetricChecks.batch(metric(), targets, predictions, weights);
    totals().fit(predictions.numCols);
    add(targets, predictions, weights);
  }

  @Override
  default double result() {
    double[] results = results();
    if (!metric().isScalar()) {
      throw new IllegalStateException(
          metric().name()
              + ": the metric has "
              + results.length
              + " results; expected one. Read them with results().");
    }
    return results[0];
  }

  @Override
  default void reset() {
    totals().reset();
  }

  @Override
  default double[] state() {
    return totals().state();
  }

  @Override
  default void restore(double... state) {
    totals().restore(state);
  }
}
