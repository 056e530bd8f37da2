package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/** The plain loops of {@link PackedProducts}. */
final class PackedLoops {
  private static final int B_ROWS = 4;

  private PackedLoops() {}

  /** {@code c += a · b} for one row a and one row c; b is {@code [k, n]}, row after row. */
  static void addRow(double[] a, int from, double[] b, int k, int n, double[] c, int to) {
    int tiled = k - k % B_ROWS;
    for (int i = 0; i < tiled; i += B_ROWS) {
      addFourRows(
          a[from + i], a[from + i + 1], a[from + i + 2], a[from + i + 3], b, i * n, n, n, c, to);
    }
    for (int i = tiled; i < k; i++) {
      double factor = a[from + i];
      for (int j = 0; j < n; j++) {
        c[to + j] += factor * b[i * n + j];
      }
    }
  }

  /** {@code c += p · b0 + q · b1 + r · b2 + s · b3}, rows of b that are so far from each other. */
  private static void addFourRows(
      double p,
      double q,
      double r,
      double s,
      double[] b,
      int row,
      int step,
      int n,
      double[] c,
      int to) {
    int b1 = row + step;
    int b2 = b1 + step;
    int b3 = b2 + step;
    for (int j = 0; j < n; j++) {
      c[to + j] = c[to + j] + p * b[row + j] + q * b[b1 + j] + r * b[b2 + j] + s * b[b3 + j];
    }
  }

  static void gather(TimeRows x, RowSet rows, Gathered to, int at) {
    int width = to.parts() * to.columns();
    for (int k = 0; k < rows.count(); k++) {
      int from = rows.start(x, k);
      System.arraycopy(x.matrix().data, from, to.storage().data, (at + k) * width, width);
    }
  }

  /** Four rows of b at a time, so that c is read and written once for them. */
  static void addTransposed(
      Gathered left,
      int leftPart,
      Gathered right,
      int rightPart,
      int count,
      DMatrixRMaj c,
      int column) {
    double[] a = left.storage().data;
    double[] b = right.storage().data;
    int m = left.columns();
    int n = right.columns();
    int aStep = left.parts() * m;
    int bStep = right.parts() * n;
    int tiled = count - count % B_ROWS;
    for (int k = 0; k < tiled; k += B_ROWS) {
      for (int i = 0; i < m; i++) {
        int at = k * aStep + leftPart * m + i;
        addFourRows(
            a[at],
            a[at + aStep],
            a[at + 2 * aStep],
            a[at + 3 * aStep],
            b,
            k * bStep + rightPart * n,
            bStep,
            n,
            c.data,
            i * c.numCols + column);
      }
    }
    for (int k = tiled; k < count; k++) {
      for (int i = 0; i < m; i++) {
        double factor = a[k * aStep + leftPart * m + i];
        int from = k * bStep + rightPart * n;
        int to = i * c.numCols + column;
        for (int j = 0; j < n; j++) {
          c.data[to + j] += factor * b[from + j];
        }
      }
    }
  }
}
