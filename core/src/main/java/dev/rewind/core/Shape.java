package dev.rewind.core;

import org.ejml.data.DMatrixRMaj;

/**
 * The size of a matrix. Written {@code [rows, columns]} in every message.
 *
 * @param rows number of rows, at least 0
 * @param columns number of columns, at least 0
 */
public record Shape(int rows, int columns) {

  /** The shape of a single number, {@code [1, 1]}. */
  public static final Shape SCALAR = new Shape(1, 1);

  /**
   * Checks the sizes.
   *
   * @param rows number of rows
   * @param columns number of columns
   * @throws IllegalArgumentException if a size is negative or the matrix would have 2³¹ elements or
   *     more
   */
  public Shape {
    if (rows < 0 || columns < 0) {
      throw new IllegalArgumentException(
          "Shape: sizes must not be negative, got [" + rows + ", " + columns + "].");
    }
    if ((long) rows * columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Shape: [" + rows + ", " + columns + "] has 2³¹ elements or more. Use smaller batches.");
    }
  }

  /**
   * The shape of a matrix.
   *
   * @param matrix any matrix; not modified
   * @return its shape
   */
  public static Shape of(DMatrixRMaj matrix) {
    return new Shape(matrix.numRows, matrix.numCols);
  }

  /**
   * The number of elements.
   *
   * @return rows · columns
   */
  public int size() {
    return rows * columns;
  }

  /**
   * The shape of the transposed matrix.
   *
   * @return {@code [columns, rows]}
   */
  public Shape transposed() {
    return new Shape(columns, rows);
  }

  @Override
  public String toString() {
    return "[" + rows + ", " + columns + "]";
  }
}
