package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/** How far to step through the data of a matrix that may have one row or one column only. */
final class Broadcast {
  private Broadcast() {}

  static int rowStep(DMatrixRMaj matrix) {
    return matrix.numRows == 1 ? 0 : matrix.numCols;
  }

  static int columnStep(DMatrixRMaj matrix) {
    return matrix.numCols == 1 ? 0 : 1;
  }

  static boolean sameShape(DMatrixRMaj a, DMatrixRMaj b) {
    return a.numRows == b.numRows && a.numCols == b.numCols;
  }
}
