package dev.rewind.layers;

import dev.rewind.core.Checks;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * Which time steps of each sample are real: true means use the step. Immutable.
 *
 * <pre>
 *   sample 0   ■ ■ ■ ■ □ □      a sequence of 4 steps, padded to 6
 *   sample 1   ■ ■ ■ ■ ■ ■      a sequence of 6 steps
 * </pre>
 *
 * <p><b>Storage</b>: time-major like the values of a {@link Sequence}; step t of sample b has
 * number {@code t·batch + b}.
 */
public final class Mask {
  private final int batch;
  private final int timesteps;
  private final boolean[] valid;

  private Mask(int batch, boolean[] valid) {
    this.batch = batch;
    this.timesteps = valid.length / batch;
    this.valid = valid;
  }

  /**
   * A mask from its rows.
   *
   * @param valid one row per sample, one element per time step; copied
   * @return the mask
   * @throws IllegalArgumentException if there is no sample or no step, or rows differ in length
   */
  public static Mask of(boolean[][] valid) {
    Checks.require(
        valid.length > 0 && valid[0].length > 0,
        "Mask",
        "expected at least one sample and one step.");
    int timesteps = valid[0].length;
    boolean[] flat = new boolean[timesteps * valid.length];
    for (int b = 0; b < valid.length; b++) {
      Checks.require(
          valid[b].length == timesteps,
          "Mask",
          "row " + b + " has " + valid[b].length + " steps; expected " + timesteps + " as row 0.");
      for (int t = 0; t < timesteps; t++) {
        flat[t * valid.length + b] = valid[b][t];
      }
    }
    return new Mask(valid.length, flat);
  }

  /**
   * A mask that masks nothing.
   *
   * @param batch number of samples, positive
   * @param timesteps number of steps, positive
   * @return the mask
   * @throws IllegalArgumentException if a number is not positive
   */
  public static Mask ofAll(int batch, int timesteps) {
    Checks.positive("Mask", "batch", batch);
    boolean[] valid = new boolean[batch * Checks.positive("Mask", "timesteps", timesteps)];
    Arrays.fill(valid, true);
    return new Mask(batch, valid);
  }

  /**
   * A mask of sequences that are padded at the end.
   *
   * @param timesteps the padded length
   * @param lengths the true length of each sample, 0 to timesteps
   * @return the mask
   * @throws IllegalArgumentException if a length is out of range
   */
  public static Mask ofLengths(int timesteps, int... lengths) {
    boolean[][] valid =
        new boolean[lengths.length][Checks.positive("Mask", "timesteps", timesteps)];
    for (int b = 0; b < lengths.length; b++) {
      Checks.require(
          0 <= lengths[b] && lengths[b] <= timesteps,
          "Mask",
          "length of sample " + b + " must be in [0, " + timesteps + "], got " + lengths[b] + ".");
      Arrays.fill(valid[b], 0, lengths[b], true);
    }
    return of(valid);
  }

  /**
   * A mask from a column in storage order.
   *
   * @param batch number of samples
   * @param column {@code [timesteps·batch, 1]}, step used where the element is not 0. Not modified.
   * @return the mask
   * @throws IllegalArgumentException if the column can not be cut into time steps
   */
  public static Mask ofColumn(int batch, DMatrixRMaj column) {
    Checks.require(
        batch > 0 && column.numCols == 1 && column.numRows > 0 && column.numRows % batch == 0,
        "Mask",
        "["
            + column.numRows
            + ", "
            + column.numCols
            + "] can not be cut into steps of "
            + batch
            + " samples.");
    boolean[] valid = new boolean[column.numRows];
    for (int i = 0; i < valid.length; i++) {
      valid[i] = column.get(i, 0) != 0;
    }
    return new Mask(batch, valid);
  }

  /**
   * The steps that are real in both masks, such as those that neither the data nor a layer masks.
   *
   * <pre>
   *   ■ ■ □ □   and   □ ■ ■ □   is   □ ■ □ □
   * </pre>
   *
   * @param other a mask for as many samples and steps
   * @return a new mask
   * @throws IllegalArgumentException if the other is of another size
   */
  public Mask and(Mask other) {
    requireSize(other, timesteps());
    boolean[] both = new boolean[valid.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = valid[i] && other.valid[i];
    }
    return new Mask(batch, both);
  }

  /**
   * The steps that are real in at least one of two masks, such as those of sequences that are
   * added.
   *
   * <pre>
   *   ■ ■ □ □   or   □ ■ ■ □   is   ■ ■ ■ □
   * </pre>
   *
   * @param other a mask for as many samples and steps
   * @return a new mask
   * @throws IllegalArgumentException if the other is of another size
   */
  public Mask or(Mask other) {
    requireSize(other, timesteps());
    boolean[] either = new boolean[valid.length];
    for (int i = 0; i < either.length; i++) {
      either[i] = valid[i] || other.valid[i];
    }
    return new Mask(batch, either);
  }

  /**
   * The steps of this mask and after them those of another.
   *
   * <pre>
   *   ■ □   and then   □ ■   is   ■ □ □ ■
   * </pre>
   *
   * @param other a mask for as many samples
   * @return a new mask
   * @throws IllegalArgumentException if the other is for another number of samples
   */
  public Mask andThen(Mask other) {
    requireSize(other, other.timesteps());
    boolean[] longer = Arrays.copyOf(valid, valid.length + other.valid.length);
    System.arraycopy(other.valid, 0, longer, valid.length, other.valid.length);
    return new Mask(batch, longer);
  }

  /** The one step of this mask again and again. */
  Mask repeat(int timesteps) {
    boolean[] repeated = new boolean[batch * timesteps];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = valid[i % batch];
    }
    return new Mask(batch, repeated);
  }

  private void requireSize(Mask other, int timesteps) {
    Checks.require(
        other.batch == batch && other.timesteps() == timesteps,
        "Mask",
        "the other mask is for "
            + other.batch
            + " samples × "
            + other.timesteps()
            + " steps; expected "
            + batch
            + " × "
            + timesteps
            + ".");
  }

  /**
   * The number of samples.
   *
   * @return at least 1
   */
  public int batch() {
    return batch;
  }

  /**
   * The number of time steps.
   *
   * @return at least 1
   */
  public int timesteps() {
    return timesteps;
  }

  /**
   * Whether a step is to be used.
   *
   * @param sample from 0
   * @param timestep from 0
   * @return true if the step is real
   * @throws IllegalArgumentException if there is no such step
   */
  public boolean isValid(int sample, int timestep) {
    return valid[number(sample, timestep)];
  }

  /** Where a step stands. */
  private int number(int sample, int timestep) {
    if (sample < 0 || sample >= batch || timestep < 0 || timestep >= timesteps) {
      throw new IllegalArgumentException(
          "Mask: there is no step "
              + timestep
              + " of sample "
              + sample
              + "; expected one of "
              + batch
              + " samples × "
              + timesteps
              + " steps.");
    }
    return timestep * batch + sample;
  }

  /**
   * Whether all samples use a step.
   *
   * @param timestep from 0
   * @return true if no sample masks it
   */
  public boolean isValidForAll(int timestep) {
    for (int b = 0; b < batch; b++) {
      if (!isValid(b, timestep)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The number of steps to be used, over all samples.
   *
   * @return 0 to batch · timesteps
   */
  public int validSteps() {
    int count = 0;
    for (boolean v : valid) {
      count += v ? 1 : 0;
    }
    return count;
  }

  /**
   * The whole mask as numbers, in storage order.
   *
   * @return a new matrix {@code [timesteps·batch, 1]} of 0 and 1
   */
  public DMatrixRMaj column() {
    DMatrixRMaj column = new DMatrixRMaj(valid.length, 1);
    copyTo(column);
    return column;
  }

  /**
   * One step of the mask as numbers.
   *
   * @param timestep from 0
   * @return a new matrix {@code [batch, 1]} of 0 and 1
   * @throws IllegalArgumentException if there is no such step
   */
  public DMatrixRMaj step(int timestep) {
    DMatrixRMaj column = new DMatrixRMaj(batch, 1);
    copyTo(timestep, column);
    return column;
  }

  /** Writes the whole mask as numbers into {@code [timesteps·batch, 1]}. */
  void copyTo(DMatrixRMaj column) {
    copyFrom(0, column);
  }

  /** Writes one step of the mask as numbers into {@code [batch, 1]}. */
  void copyTo(int timestep, DMatrixRMaj column) {
    copyFrom(number(0, timestep), column);
  }

  private void copyFrom(int first, DMatrixRMaj column) {
    for (int i = 0; i < column.numRows; i++) {
      column.set(i, 0, valid[first + i] ? 1 : 0);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask mask && batch == mask.batch && Arrays.equals(valid, mask.valid);
  }

  @Override
  public int hashCode() {
    return 31 * batch + Arrays.hashCode(valid);
  }

  /** One line per sample, {@code ■} for a step to be used and {@code □} for one that is masked. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < timesteps(); t++) {
        text.append(isValid(b, t) ? '■' : '□');
      }
      text.append('\n');
    }
    return text.toString();
  }
}
