package dev.rewind.core.kernels;

/** The plain loops of {@link PackedProducts}. */
final class PackedLoops {
  private static final int B_ROWS = 4;

  private PackedLoops() {}

  /** {@code c += a · b} for one row a and one row c; b is {@code [k, n]}, row after row. */
  static void addRow(double[] a, int from, double[] b, int k, int n, double[] c, int to) {
    int tiled = k - k % B_ROWS;
    for (int i = 0; i < tiled; i += B_ROWS) {
      addFourRows(
          a[from + i], a[from + i + 1], a[from + i + 2], a[from + i + 3], b, i * n, n, c, to);
    }
    for (int i = tiled; i < k; i++) {
      double factor = a[from + i];
      for (int j = 0; j < n; j++) {
        c[to + j] += factor * b[i * n + j];
      }
    }
  }

  private static void addFourRows(
      double p, double q, double r, double s, double[] b, int row, int n, double[] c, int to) {
    int b1 = row + n;
    int b2 = b1 + n;
    int b3 = b2 + n;
    for (int j = 0; j < n; j++) {
      c[to + j] = c[to + j] + p * b[row + j] + q * b[b1 + j] + r * b[b2 + j] + s * b[b3 + j];
    }
  }

  static void gather(TimeRows x, int column, RowSet rows, Gathered to, int at) {
    int width = to.columns();
    for (int k = 0; k < rows.count(); k++) {
      int from = rows.start(x, k) + column;
      System.arraycopy(x.matrix().data, from, to.storage().data, (at + k) * width, width);
    }
  }

  /** Four rows of b at a time, so that c is read and written once for them. */
  static void addTransposed(Gathered left, Gathered right, int count, Block c) {
    double[] a = left.storage().data;
    int m = left.columns();
    double[] sums = c.matrix().data;
    int tiled = count - count % B_ROWS;
    for (int k = 0; k < tiled; k += B_ROWS) {
      for (int i = 0; i < c.rows(); i++) {
        int at = k * m + i;
        addFourRows(
            a[at],
            a[at + m],
            a[at + 2 * m],
            a[at + 3 * m],
            right.storage().data,
            k * right.columns(),
            right.columns(),
            sums,
            c.start() + i * c.stride());
      }
    }
    for (int k = tiled; k < count; k++) {
      for (int i = 0; i < c.rows(); i++) {
        double factor = a[k * m + i];
        int to = c.start() + i * c.stride();
        for (int j = 0; j < right.columns(); j++) {
          sums[to + j] += factor * right.storage().data[k * right.columns() + j];
        }
      }
    }
  }
}
