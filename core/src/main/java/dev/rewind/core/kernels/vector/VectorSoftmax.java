package dev.rewind.core.kernels.vector;

import dev.rewind.core.kernels.SoftmaxKernels;
import org.ejml.data.DMatrixRMaj;

/**
 * Softmax of rows by {@link VectorMath}, some rows at a time: narrow ones share vectors, and what
 * is read again is still near.
 */
interface VectorSoftmax extends SoftmaxKernels {

  @Override
  default void softmaxRows(DMatrixRMaj x, DMatrixRMaj y) {
    int columns = x.numCols;
    int group = SoftmaxRows.together(columns);
    for (int from = 0; from < x.numRows; from += group) {
      int to = Math.min(from + group, x.numRows);
      SoftmaxRows.expOfDifferences(x.data, from, to, columns, y.data);
      for (int row = from; row < to; row++) {
        double sum = Sums.of(y.data, row * columns, columns);
        SoftmaxRows.divide(y.data, row * columns, columns, sum);
      }
    }
  }

  @Override
  default void addSoftmaxRowsDerivative(DMatrixRMaj y, DMatrixRMaj dy, DMatrixRMaj dx) {
    int columns = y.numCols;
    for (int row = 0; row < y.numRows; row++) {
      int start = row * columns;
      double sum = Sums.ofProducts(dy.data, y.data, start, columns);
      SoftmaxRows.addDerivative(sum, y.data, dy.data, dx.data, start, columns);
    }
  }

  /** In place, where the powers have no room, number by number; with the same bits. */
  @Override
  default void logSoftmaxRows(DMatrixRMaj x, DMatrixRMaj y) {
    int columns = x.numCols;
    int group = SoftmaxRows.together(columns);
    boolean inPlace = x.data == y.data;
    for (int from = 0; from < x.numRows; from += group) {
      int to = Math.min(from + group, x.numRows);
      if (!inPlace) {
        SoftmaxRows.expOfDifferences(x.data, from, to, columns, y.data);
      }
      for (int row = from; row < to; row++) {
        int start = row * columns;
        double sum =
            inPlace
                ? SoftmaxRows.sumOfPowers(x.data, start, columns)
                : Sums.of(y.data, start, columns);
        SoftmaxRows.logOfRatio(x.data, y.data, start, columns, sum);
      }
    }
  }

  @Override
  default void addLogSoftmaxRowsDerivative(DMatrixRMaj y, DMatrixRMaj dy, DMatrixRMaj dx) {
    int columns = y.numCols;
    double[] scratch = new double[Math.min(columns, SoftmaxRows.TOGETHER)];
    for (int row = 0; row < y.numRows; row++) {
      int start = row * columns;
      double sum = Sums.of(dy.data, start, columns);
      SoftmaxRows.addLogDerivative(sum, y.data, dy.data, dx.data, start, columns, scratch);
    }
  }
}
