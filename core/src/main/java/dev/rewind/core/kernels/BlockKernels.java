package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/**
 * Elements moved to another place: rectangular blocks, chosen rows, the transpose. A time step of a
 * sequence is a block of rows, a gate of a recurrent layer a block of columns.
 */
public interface BlockKernels {

  /**
   * {@code to[toRow + i, toColumn + j] = from[fromRow + i, fromColumn + j]}.
   *
   * @param rows height of the block
   * @param columns width of the block
   * @param from source. Not modified.
   * @param fromRow first row in the source
   * @param fromColumn first column in the source
   * @param to target. Modified.
   * @param toRow first row in the target
   * @param toColumn first column in the target
   */
  default void copyBlock(
      int rows,
      int columns,
      DMatrixRMaj from,
      int fromRow,
      int fromColumn,
      DMatrixRMaj to,
      int toRow,
      int toColumn) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(
          from.data,
          (fromRow + row) * from.numCols + fromColumn,
          to.data,
          (toRow + row) * to.numCols + toColumn,
          columns);
    }
  }

  /**
   * {@code to[toRow + i, toColumn + j] += from[fromRow + i, fromColumn + j]}.
   *
   * @param rows height of the block
   * @param columns width of the block
   * @param from source. Not modified.
   * @param fromRow first row in the source
   * @param fromColumn first column in the source
   * @param to target. Modified.
   * @param toRow first row in the target
   * @param toColumn first column in the target
   */
  default void addBlock(
      int rows,
      int columns,
      DMatrixRMaj from,
      int fromRow,
      int fromColumn,
      DMatrixRMaj to,
      int toRow,
      int toColumn) {
    for (int row = 0; row < rows; row++) {
      int i = (fromRow + row) * from.numCols + fromColumn;
      int j = (toRow + row) * to.numCols + toColumn;
      for (int end = i + columns; i < end; i++, j++) {
        to.data[j] += from.data[i];
      }
    }
  }

  /**
   * {@code y = xᵀ}.
   *
   * @param x {@code [m, n]}. Not modified.
   * @param y {@code [n, m]}, not {@code x}. Modified.
   */
  default void transpose(DMatrixRMaj x, DMatrixRMaj y) {
    for (int row = 0; row < x.numRows; row++) {
      for (int column = 0; column < x.numCols; column++) {
        y.data[column * x.numRows + row] = x.data[row * x.numCols + column];
      }
    }
  }

  /**
   * {@code y += xᵀ}.
   *
   * @param x {@code [m, n]}. Not modified.
   * @param y {@code [n, m]}, not {@code x}. Modified.
   */
  default void addTransposed(DMatrixRMaj x, DMatrixRMaj y) {
    for (int row = 0; row < x.numRows; row++) {
      for (int column = 0; column < x.numCols; column++) {
        y.data[column * x.numRows + row] += x.data[row * x.numCols + column];
      }
    }
  }

  /**
   * {@code y[i] = x[rows[i]]}: chosen rows.
   *
   * @param rows which rows of {@code x}; a row may occur several times or not at all. Not modified.
   * @param x {@code [m, n]}. Not modified.
   * @param y {@code [rows.length, n]}, not {@code x}. Modified.
   */
  default void gatherRows(int[] rows, DMatrixRMaj x, DMatrixRMaj y) {
    for (int i = 0; i < rows.length; i++) {
      copyBlock(1, x.numCols, x, rows[i], 0, y, i, 0);
    }
  }

  /**
   * {@code x[rows[i]] += y[i]}: the gradient of {@link #gatherRows}.
   *
   * @param rows which rows of {@code x}; one that occurs several times is added to as often. Not
   *     modified.
   * @param y {@code [rows.length, n]}. Not modified.
   * @param x {@code [m, n]}, not {@code y}. Modified.
   */
  default void scatterAddRows(int[] rows, DMatrixRMaj y, DMatrixRMaj x) {
    for (int i = 0; i < rows.length; i++) {
      addBlock(1, x.numCols, y, i, 0, x, rows[i], 0);
    }
  }
}
