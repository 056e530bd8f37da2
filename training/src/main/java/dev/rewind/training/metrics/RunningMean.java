package dev.rewind.training.metrics;

import dev.rewind.core.Checks;
import dev.rewind.training.losses.SampleWeights;
import org.ejml.data.DMatrixRMaj;

/**
 * The weighted mean of all values seen so far. Not thread-safe.
 *
 * <pre>
 *   mean = Σ w·v / Σ w        0 if Σ w is 0
 * </pre>
 *
 * <p>A sample counts the same however many time steps it has: the weights of its steps are divided
 * by their number, masked steps included. This matters when batches differ in length.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/reduction_metrics.py}, Keras 3.15.1.
 */
public final class RunningMean {
  /** The length of a state. */
  static final int LENGTH = 2;

  private double total;
  private double count;

  /** A mean that has seen nothing. */
  public RunningMean() {}

  /**
   * Adds one value, such as the loss of a batch.
   *
   * @param value the value
   * @param weight how much it counts, such as the number of samples
   */
  public void update(double value, double weight) {
    total += weight * value;
    count += weight;
  }

  /**
   * Adds the rows of a batch. A row's value is the mean of its columns.
   *
   * @param values {@code [rows, k]}. Not modified.
   * @param weights how much each row counts
   * @throws IllegalArgumentException if the weights are for another number of rows
   */
  public void update(DMatrixRMaj values, SampleWeights weights) {
    Checks.require(
        weights.rows() == values.numRows,
        "mean",
        "weights are for " + weights.rows() + " rows; expected " + values.numRows + ".");
    for (int row = 0; row < values.numRows; row++) {
      double sum = 0;
      for (int column = 0; column < values.numCols; column++) {
        sum += values.get(row, column);
      }
      update(sum / values.numCols, weights.weight(row) / weights.wholeTimesteps());
    }
  }

  /**
   * The mean.
   *
   * @return the mean of all that was added since the start or the last reset; 0 if there is none
   */
  public double result() {
    return count == 0 ? 0 : total / count;
  }

  /** Forgets all that was added. */
  public void reset() {
    total = 0;
    count = 0;
  }

  /**
   * All that was added up, to go on from it later.
   *
   * @return a copy: {@code Σ w·v} and {@code Σ w}
   */
  public double[] state() {
    return new double[] {total, count};
  }

  /**
   * Goes on from a saved state, in place of all that was added here.
   *
   * @param state what {@link #state} gave. Not modified.
   * @throws IllegalArgumentException if it is of another length
   */
  public void restore(double... state) {
    MetricChecks.length("mean", state, LENGTH);
    total = state[0];
    count = state[1];
  }
}
