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
   */
  double result();

  /** Forgets all that was added. */
  void reset();
}
