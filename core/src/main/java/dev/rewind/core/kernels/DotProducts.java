package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/**
 * {@code c = a · bᵀ} as dot products of rows, eight at a time: two rows of a with four rows of b,
 * so that the sums do not wait for each other. EJML computes one at a time, several times slower.
 */
final class DotProducts {
  private static final int A_ROWS = 2;
  private static final int B_ROWS = 4;

  private DotProducts() {}

  /** Adds {@code a · bᵀ} to c. */
  static void addTo(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    int tiledRows = a.numRows - a.numRows % A_ROWS;
    int tiledColumns = b.numRows - b.numRows % B_ROWS;
    for (int i = 0; i < tiledRows; i += A_ROWS) {
      for (int j = 0; j < tiledColumns; j += B_ROWS) {
        tile(a.data, i, b.data, j, a.numCols, c.data, i * c.numCols + j, c.numCols);
      }
      singles(a, i, i + A_ROWS, b, tiledColumns, c);
    }
    singles(a, tiledRows, a.numRows, b, 0, c);
  }

  private static void tile(
      double[] a, int aRow, double[] b, int bRow, int n, double[] c, int at, int stride) {
    int a0 = aRow * n;
    int a1 = a0 + n;
    int b0 = bRow * n;
    int b1 = b0 + n;
    int b2 = b1 + n;
    int b3 = b2 + n;
    double s00 = 0;
    double s01 = 0;
    double s02 = 0;
    double s03 = 0;
    double s10 = 0;
    double s11 = 0;
    double s12 = 0;
    double s13 = 0;
    for (int k = 0; k < n; k++) {
      double x = a[a0 + k];
      double y = a[a1 + k];
      double p = b[b0 + k];
      double q = b[b1 + k];
      double r = b[b2 + k];
      double s = b[b3 + k];
      s00 += x * p;
      s01 += x * q;
      s02 += x * r;
      s03 += x * s;
      s10 += y * p;
      s11 += y * q;
      s12 += y * r;
      s13 += y * s;
    }
    c[at] += s00;
    c[at + 1] += s01;
    c[at + 2] += s02;
    c[at + 3] += s03;
    c[at + stride] += s10;
    c[at + stride + 1] += s11;
    c[at + stride + 2] += s12;
    c[at + stride + 3] += s13;
  }

  private static void singles(
      DMatrixRMaj a, int fromRow, int toRow, DMatrixRMaj b, int fromColumn, DMatrixRMaj c) {
    int n = a.numCols;
    for (int i = fromRow; i < toRow; i++) {
      for (int j = fromColumn; j < b.numRows; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += a.data[i * n + k] * b.data[j * n + k];
        }
        c.data[i * c.numCols + j] += sum;
      }
    }
  }
}
