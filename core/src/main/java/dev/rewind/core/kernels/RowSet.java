package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/**
 * Which samples at which steps a kernel computes: a few of one step, or those of several steps one
 * after the other. Masked samples are simply not among them.
 *
 * <p>One set is moved along the sequence, so that a step allocates nothing. Not thread-safe.
 */
public final class RowSet {
  /** For how many rows {@link #left} and {@link #right} have room. */
  public static final int TILE = 8;

  private static final int[] NONE = {};

  private final int first;
  private final int number;
  private final int[] left = new int[TILE];
  private final int[] right = new int[TILE];
  private int[] samples = NONE;
  private int[] steps = NONE;
  private int perStep;
  private int count;
  private int firstStep;
  private int direction;

  /**
   * No rows yet, of all samples.
   *
   * @param samples how many there are; they are numbered from 0
   */
  public RowSet(int samples) {
    this(0, samples);
  }

  /**
   * No rows yet, of samples that are neighbours.
   *
   * @param first the first of them
   * @param samples how many there are
   */
  public RowSet(int first, int samples) {
    this.first = first;
    this.number = samples;
  }

  /**
   * From now on all samples of one step.
   *
   * @param step number of the step
   * @return this set
   */
  public RowSet step(int step) {
    return steps(step, 1, 1);
  }

  /**
   * From now on all samples of several steps.
   *
   * @param from number of the first step
   * @param howMany how many steps
   * @param stride 1 or −1, from a step to the one that comes next
   * @return this set
   */
  public RowSet steps(int from, int howMany, int stride) {
    perStep = number;
    count = howMany * perStep;
    firstStep = from;
    direction = stride;
    return this;
  }

  /**
   * From now on the samples that use some steps.
   *
   * @param from number of the first step
   * @param howMany how many steps
   * @param stride 1 or −1, from a step to the one that comes next
   * @param valid a column with 0 where a sample does not use a step
   * @return this set
   */
  public RowSet valid(int from, int howMany, int stride, TimeRows valid) {
    return gather(from, howMany, stride, valid, true);
  }

  /**
   * From now on the samples that do not use a step.
   *
   * @param step number of the step
   * @param valid a column with 0 where a sample does not use a step
   * @return this set
   */
  public RowSet masked(int step, TimeRows valid) {
    return gather(step, 1, 1, valid, false);
  }

  private RowSet gather(int from, int howMany, int stride, TimeRows valid, boolean wanted) {
    if (steps.length < howMany * number) {
      steps = new int[howMany * number];
      samples = new int[steps.length];
    }
    DMatrixRMaj column = valid.matrix();
    count = 0;
    perStep = 0;
    for (int i = 0; i < howMany; i++) {
      int step = from + i * stride;
      for (int sample = first; sample < first + number; sample++) {
        if (column.data[valid.start(step, sample)] != 0 == wanted) {
          steps[count] = step;
          samples[count++] = sample;
        }
      }
    }
    return this;
  }

  /**
   * How many rows are in the set.
   *
   * @return at least 0
   */
  public int count() {
    return count;
  }

  /**
   * The sample of a row.
   *
   * @param k number of the row in this set
   * @return number of a sample
   */
  public int sample(int k) {
    return perStep == 0 ? samples[k] : first + (k < perStep ? k : k % perStep);
  }

  /**
   * The step of a row.
   *
   * @param k number of the row in this set
   * @return number of a step
   */
  public int stepOf(int k) {
    return perStep == 0 ? steps[k] : firstStep + (k < perStep ? 0 : k / perStep * direction);
  }

  /**
   * Where a matrix has a row of this set.
   *
   * @param rows how the matrix has its steps
   * @param k number of the row in this set
   * @return the index of its first element in the matrix's array
   */
  public int start(TimeRows rows, int k) {
    return rows.start(stepOf(k), sample(k));
  }

  /**
   * Where a matrix has some rows of this set.
   *
   * @param rows how the matrix has its steps
   * @param column a column
   * @param k number of the first row in this set
   * @param howMany how many rows
   * @param starts the indices of their elements in that column. Modified.
   */
  public void starts(TimeRows rows, int column, int k, int howMany, int[] starts) {
    if (perStep == 0) {
      for (int r = 0; r < howMany; r++) {
        starts[r] = rows.start(steps[k + r], samples[k + r]) + column;
      }
      return;
    }
    int step = stepOf(k);
    int sample = k < perStep ? k : k % perStep;
    for (int r = 0; r < howMany; r++) {
      starts[r] = rows.start(step, first + sample) + column;
      if (++sample == perStep) {
        sample = 0;
        step += direction;
      }
    }
  }

  /**
   * Room for the left factors' starts of a tile of rows, for kernels that compute a few at a time.
   *
   * @return the same array at each call
   */
  public int[] left() {
    return left;
  }

  /**
   * Room for the products' starts of a tile of rows.
   *
   * @return the same array at each call
   */
  public int[] right() {
    return right;
  }
}
