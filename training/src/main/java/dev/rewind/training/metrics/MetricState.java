package dev.rewind.training.metrics;

import dev.rewind.layers.Sequence;
import dev.rewind.training.losses.SampleWeights;
import org.ejml.data.DMatrixRMaj;

/** A metric that is being added up, batch after batch. Not thread-safe. */
public interface MetricState {

  /**
   * Adds a batch.
   *
   * @param targets one row for each row of the predictions. Not modified.
   * @param predictions {@code [rows, k]}. Not modified.
   * @param weights how much each row counts
   * @throws IllegalArgumentException if the shapes do not fit; then nothing was added
   */
  void update(DMatrixRMaj targets, DMatrixRMaj predictions, SampleWeights weights);

  /**
   * Adds the output of a model, with the mask that it carries.
   *
   * @param targets one row for each row of the predictions. Not modified.
   * @param predictions the output of a model
   * @throws IllegalArgumentException if the shapes do not fit; then nothing was added
   */
  default void update(DMatrixRMaj targets, Sequence predictions) {
    update(targets, predictions.values().value(), SampleWeights.of(predictions));
  }

  /**
   * The metric of all that was added since the start or the last reset.
   *
   * @return the value; 0 before the first update
   * @throws IllegalStateException if the metric has several numbers, see {@link Metric#isScalar}
   */
  double result();

  /**
   * All numbers of the metric: the one of {@link #result}, or one for each class or threshold where
   * the metric has several.
   *
   * @return a new array; empty as long as the number of classes is not known
   */
  default double[] results() {
    return new double[] {result()};
  }

  /** Forgets all that was added. */
  void reset();

  /**
   * All that was added up since the start or the last reset. A new state of the same metric that
   * takes it up by {@link #restore} goes on with the same bits.
   *
   * @return a copy; empty as long as the number of classes is not known, where it matters
   */
  double[] state();

  /**
   * Goes on from a saved state, in place of all that was added here.
   *
   * @param state what {@link #state} of the same metric gave. Not modified.
   * @throws IllegalArgumentException if it has another length than the metric's states have; then
   *     nothing was changed
   */
  void restore(double... state);
}
