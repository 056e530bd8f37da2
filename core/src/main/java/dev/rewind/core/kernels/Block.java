package dev.rewind.core.kernels;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * A rectangular part of a matrix, in place: a time step of a sequence is some of its rows, a gate
 * of a recurrent layer some of its columns. What is written to a block is written to its matrix.
 *
 * <pre>{@code
 * Block step = Block.of(gates).rows(t * batch, (t + 1) * batch);
 * kernels.sigmoid(step.columns(0, units), step.columns(0, units));
 * }</pre>
 *
 * <p><b>Storage</b>: element {@code [i, j]} is {@code matrix.data[start() + i · stride() + j]}.
 *
 * @param matrix what the block is a part of
 * @param row first row
 * @param column first column
 * @param rows height
 * @param columns width
 */
public record Block(DMatrixRMaj matrix, int row, int column, int rows, int columns) {
  /**
   * Checks that the block lies in its matrix.
   *
   * @param matrix what the block is a part of
   * @param row first row
   * @param column first column
   * @param rows height
   * @param columns width
   * @throws IllegalArgumentException if it does not
   */
  public Block {
    if (row < 0
        || column < 0
        || rows < 0
        || columns < 0
        || row + rows > matrix.numRows
        || column + columns > matrix.numCols) {
      throw new IllegalArgumentException(
          "Block: rows %d to %d and columns %d to %d do not lie in [%d, %d]."
              .formatted(
                  row, row + rows, column, column + columns, matrix.numRows, matrix.numCols));
    }
  }

  /**
   * All of a matrix.
   *
   * @param matrix any matrix; not copied
   * @return the block
   */
  public static Block of(DMatrixRMaj matrix) {
    return new Block(matrix, 0, 0, matrix.numRows, matrix.numCols);
  }

  /**
   * Some consecutive rows of this block.
   *
   * @param from first row, counted from the first row of this block
   * @param to last row, excluded
   * @return the smaller block
   * @throws IllegalArgumentException if they do not lie in the matrix
   */
  public Block rows(int from, int to) {
    return new Block(matrix, row + from, column, to - from, columns);
  }

  /**
   * Some consecutive columns of this block.
   *
   * @param from first column, counted from the first column of this block
   * @param to last column, excluded
   * @return the smaller block
   * @throws IllegalArgumentException if they do not lie in the matrix
   */
  public Block columns(int from, int to) {
    return new Block(matrix, row, column + from, rows, to - from);
  }

  /**
   * Where the first element is stored.
   *
   * @return an index into the matrix's array
   */
  public int start() {
    return row * matrix.numCols + column;
  }

  /**
   * How far apart the rows are stored.
   *
   * @return the number of columns of the whole matrix
   */
  public int stride() {
    return matrix.numCols;
  }

  /** Makes all its elements 0. */
  public void zero() {
    for (int i = 0; i < rows; i++) {
      int from = start() + i * stride();
      Arrays.fill(matrix.data, from, from + columns, 0);
    }
  }
}
