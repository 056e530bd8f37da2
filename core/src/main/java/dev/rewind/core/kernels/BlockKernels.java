package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/**
 * Rectangular blocks of matrices: copied and added. A time step of a sequence is a block of rows, a
 * gate of a recurrent layer a block of columns.
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
}
