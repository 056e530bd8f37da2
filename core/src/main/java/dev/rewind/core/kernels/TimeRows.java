package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/**
 * Where a matrix has the samples of a time step: step i of sample b is row {@code first + i ·
 * perStep + b}. Steps are numbered as they are computed.
 *
 * <pre>
 *   whole sequence, forwards    first = 0                       perStep = batch
 *   whole sequence, backwards   first = (timesteps − 1)·batch   perStep = −batch
 *   room of one step            first = 0                       perStep = 0
 *   ring of some steps          first = 0                       perStep = batch, period = steps
 * </pre>
 *
 * @param matrix what the rows are of; not copied
 * @param first the row of sample 0 at step 0; need not exist if that step is never asked for
 * @param perStep from a row to that of the next step
 * @param period after how many steps the rows are used again: a power of two, or 0 for never
 */
public record TimeRows(DMatrixRMaj matrix, int first, int perStep, int period) {
  /**
   * Checks the period.
   *
   * @param matrix what the rows are of; not copied
   * @param first the row of sample 0 at step 0
   * @param perStep from a row to that of the next step
   * @param period after how many steps the rows are used again
   * @throws IllegalArgumentException if the period is negative or no power of two
   */
  public TimeRows {
    if (period < 0 || Integer.bitCount(period) > 1) {
      throw new IllegalArgumentException(
          "TimeRows: period must be a power of two or 0, got " + period + ".");
    }
  }

  /**
   * Rows that are not used again.
   *
   * @param matrix what the rows are of; not copied
   * @param first the row of sample 0 at step 0
   * @param perStep from a row to that of the next step
   */
  public TimeRows(DMatrixRMaj matrix, int first, int perStep) {
    this(matrix, first, perStep, 0);
  }

  /**
   * Room of one step, used again at each.
   *
   * @param matrix a row for each sample; not copied
   * @return the same rows for any step
   */
  public static TimeRows ofOneStep(DMatrixRMaj matrix) {
    return new TimeRows(matrix, 0, 0);
  }

  /**
   * The same matrix one step later: what is after step i here is before it there. In a ring, what
   * is after the last step has a row of its own, behind the others.
   *
   * @return changed rows
   */
  public TimeRows next() {
    return new TimeRows(matrix, first + perStep, perStep, period);
  }

  /**
   * The index of the first element of a row.
   *
   * @param step number of a step
   * @param sample number of a sample
   * @return an index into the matrix's array
   */
  public int start(int step, int sample) {
    int turn = step & period - 1; // all bits, if the period is 0
    return (first + turn * perStep + sample) * matrix.numCols;
  }
}
