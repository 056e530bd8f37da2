package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/**
 * A block as it takes part in a product, perhaps transposed.
 *
 * @param matrix where the elements are
 * @param start the first one
 * @param rows height
 * @param columns width
 * @param rowStep how far apart the elements of a column are
 * @param columnStep how far apart those of a row are
 */
record Factor(DMatrixRMaj matrix, int start, int rows, int columns, int rowStep, int columnStep) {

  static Factor of(Block x) {
    return new Factor(x.matrix(), x.start(), x.rows(), x.columns(), x.stride(), 1);
  }

  Factor transposed() {
    return new Factor(matrix, start, columns, rows, columnStep, rowStep);
  }

  int at(int row, int column) {
    return start + row * rowStep + column * columnStep;
  }

  double[] data() {
    return matrix.data;
  }

  /** Copies some columns of some rows, each row to the beginning of an array of its own. */
  void copy(int fromRow, int height, int fromColumn, int width, double[][] target) {
    double[] data = matrix.data;
    if (columnStep == 1) {
      for (int i = 0; i < height; i++) {
        System.arraycopy(data, at(fromRow + i, fromColumn), target[i], 0, width);
      }
      return;
    }
    for (int i = 0; i < height; i++) {
      double[] row = target[i];
      int from = at(fromRow + i, fromColumn);
      for (int j = 0; j < width; j++) {
        row[j] = data[from + j * columnStep];
      }
    }
  }
}
