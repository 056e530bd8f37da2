package dev.rewind.core.kernels;

/** The plain loops of {@link PackedProducts}. */
final class PackedLoops {
  private static final int B_ROWS = 4;

  private PackedLoops() {}

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
