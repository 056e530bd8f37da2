package dev.rewind.core.kernels;

/**
 * {@code c += a · b} and {@code c += aᵀ · b} as sums of rows of b, four at a time, so that each
 * element of c is read and written once for four products.
 *
 * <pre>
 *   c[i] += a[i,k]·b[k] + a[i,k+1]·b[k+1] + a[i,k+2]·b[k+2] + a[i,k+3]·b[k+3]
 * </pre>
 */
final class RowProducts {
  private static final int B_ROWS = 4;
  private static final int C_ROWS = 32; // as many as stay in the cache, for the usual widths

  private RowProducts() {}

  /** Adds {@code a · b} to c. */
  static void addTo(Block a, Block b, Block c) {
    addTo(a, a.stride(), 1, b, c);
  }

  /** Adds {@code aᵀ · b} to c. */
  static void addTransATo(Block a, Block b, Block c) {
    addTo(a, 1, a.stride(), b, c);
  }

  /** The left factor may be read by rows or by columns: i and k say how far its elements are. */
  private static void addTo(Block a, int iStep, int kStep, Block b, Block c) {
    for (int from = 0; from < c.rows(); from += C_ROWS) {
      addTo(a, iStep, kStep, b, c, from, Math.min(from + C_ROWS, c.rows()));
    }
  }

  private static void addTo(
      Block a, int iStep, int kStep, Block b, Block c, int fromRow, int toRow) {
    int tiled = b.rows() - b.rows() % B_ROWS;
    for (int k = 0; k < tiled; k += B_ROWS) {
      for (int i = fromRow; i < toRow; i++) {
        addFour(a, a.start() + i * iStep + k * kStep, kStep, b, k, c, i);
      }
    }
    for (int k = tiled; k < b.rows(); k++) {
      for (int i = fromRow; i < toRow; i++) {
        addOne(a.matrix().data[a.start() + i * iStep + k * kStep], b, k, c, i);
      }
    }
  }

  private static void addFour(Block a, int at, int kStep, Block b, int k, Block c, int i) {
    double[] factors = a.matrix().data;
    double p = factors[at];
    double q = factors[at + kStep];
    double r = factors[at + 2 * kStep];
    double s = factors[at + 3 * kStep];
    double[] x = b.matrix().data;
    double[] y = c.matrix().data;
    int n = c.columns();
    int b0 = b.start() + k * b.stride();
    int b1 = b0 + b.stride();
    int b2 = b1 + b.stride();
    int b3 = b2 + b.stride();
    int to = c.start() + i * c.stride();
    for (int j = 0; j < n; j++) {
      y[to + j] += p * x[b0 + j] + q * x[b1 + j] + r * x[b2 + j] + s * x[b3 + j];
    }
  }

  private static void addOne(double factor, Block b, int k, Block c, int i) {
    double[] x = b.matrix().data;
    double[] y = c.matrix().data;
    int n = c.columns();
    int from = b.start() + k * b.stride();
    int to = c.start() + i * c.stride();
    for (int j = 0; j < n; j++) {
      y[to + j] += factor * x[from + j];
    }
  }

  /** {@code c += a · b} for one row a and one row c; b is {@code [k, n]}, row after row. */
  static void addRow(double[] a, int from, double[] b, int k, int n, double[] c, int to) {
    int tiled = k - k % B_ROWS;
    for (int i = 0; i < tiled; i += B_ROWS) {
      addFourRows(a, from + i, b, i * n, n, c, to);
    }
    for (int i = tiled; i < k; i++) {
      double factor = a[from + i];
      for (int j = 0; j < n; j++) {
        c[to + j] += factor * b[i * n + j];
      }
    }
  }

  private static void addFourRows(
      double[] a, int from, double[] b, int row, int n, double[] c, int to) {
    double p = a[from];
    double q = a[from + 1];
    double r = a[from + 2];
    double s = a[from + 3];
    int b1 = row + n;
    int b2 = b1 + n;
    int b3 = b2 + n;
    for (int j = 0; j < n; j++) {
      c[to + j] = c[to + j] + p * b[row + j] + q * b[b1 + j] + r * b[b2 + j] + s * b[b3 + j];
    }
  }

  /** {@code c += aᵀ · b} for one row each of a and b. */
  static void addOuter(double[] a, int left, double[] b, int right, Block c) {
    double[] sums = c.matrix().data;
    for (int i = 0; i < c.rows(); i++) {
      double factor = a[left + i];
      int to = c.start() + i * c.stride();
      for (int j = 0; j < c.columns(); j++) {
        sums[to + j] += factor * b[right + j];
      }
    }
  }
}
