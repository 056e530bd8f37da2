package dev.rewind.layers;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.TimeRows;
import org.ejml.data.DMatrixRMaj;

/**
 * One time step of one sample on its way through a stream, or a state: what {@link Sequence} is to
 * a call. It is the same place in memory at every step, which one layer writes and the next reads.
 *
 * <p>It is valid unless the step is masked. Not thread-safe: it belongs to one session.
 */
public final class StreamRow {
  private final DMatrixRMaj matrix;
  private final TimeRows rows;
  private final int features;
  private boolean valid = true;

  private StreamRow(DMatrixRMaj matrix, int features) {
    this.matrix = matrix;
    this.rows = TimeRows.ofOneStep(matrix);
    this.features = features;
  }

  /**
   * A row of zeros.
   *
   * @param features how many numbers, positive
   * @param kernels what will write products to it, which may need room for some columns more
   * @return a new row
   */
  public static StreamRow of(int features, Kernels kernels) {
    DMatrixRMaj matrix = new DMatrixRMaj(1, kernels.padded(features));
    matrix.numCols = features; // the room stays
    return new StreamRow(matrix, features);
  }

  /**
   * The first row of a matrix.
   *
   * @param matrix at least one row; not copied
   * @param features how many of its columns, from the first on
   * @return a row that reads and writes that matrix
   */
  public static StreamRow over(DMatrixRMaj matrix, int features) {
    return new StreamRow(matrix, features);
  }

  /**
   * The number of features.
   *
   * @return positive
   */
  public int features() {
    return features;
  }

  /**
   * The row as kernels read and write it.
   *
   * @return the same rows at each call: sample 0 of any step is this one
   */
  public TimeRows rows() {
    return rows;
  }

  /**
   * The row as a matrix, for kernels that work on matrices.
   *
   * @return {@code [1, features]}, not a copy; larger if the row was made {@link #over} a larger
   *     matrix
   */
  public DMatrixRMaj matrix() {
    return matrix;
  }

  /**
   * Whether the step is used.
   *
   * @return false if it is masked
   */
  public boolean isValid() {
    return valid;
  }

  /**
   * Says whether the step is used.
   *
   * @param isValid false if it is masked
   */
  public void setValid(boolean isValid) {
    valid = isValid;
  }

  /**
   * One of the numbers.
   *
   * @param feature its index
   * @return its value
   */
  public double get(int feature) {
    return matrix.get(0, feature);
  }

  /**
   * Replaces all numbers.
   *
   * @param from as many numbers as there are features, from the first on
   */
  public void write(double[] from) {
    for (int j = 0; j < features; j++) {
      matrix.unsafe_set(0, j, from[j]);
    }
  }

  /**
   * Replaces all numbers by those of a row of a matrix.
   *
   * @param from a matrix of as many columns as there are features
   * @param row which row
   */
  public void write(DMatrixRMaj from, int row) {
    for (int j = 0; j < features; j++) {
      matrix.unsafe_set(0, j, from.unsafe_get(row, j));
    }
  }

  /**
   * Replaces all numbers by those of another row. Whether the step is used stays as it was.
   *
   * @param other a row of as many features
   */
  public void copyFrom(StreamRow other) {
    write(other.matrix, 0);
  }

  /** Sets all numbers to zero. */
  public void clear() {
    for (int j = 0; j < features; j++) {
      matrix.unsafe_set(0, j, 0);
    }
  }

  /**
   * Reads all numbers.
   *
   * @param to room for as many numbers as there are features. Modified.
   */
  public void read(double[] to) {
    for (int j = 0; j < features; j++) {
      to[j] = matrix.unsafe_get(0, j);
    }
  }

  /**
   * The numbers as a matrix of their own.
   *
   * @return a copy {@code [1, features]}
   */
  public DMatrixRMaj copy() {
    StreamRow copy = over(new DMatrixRMaj(1, features), features);
    copy.copyFrom(this);
    return copy.matrix;
  }

  /**
   * Puts a copy on a tape.
   *
   * @param tape any tape
   * @return a constant {@code [1, features]}
   */
  public Variable on(Tape tape) {
    return tape.constant(copy());
  }

  @Override
  public String toString() {
    return "StreamRow" + new Shape(1, features) + (valid ? "" : ", masked");
  }
}
