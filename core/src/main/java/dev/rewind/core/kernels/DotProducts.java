package dev.rewind.core.kernels;

/**
 * {@code c = a · bᵀ} as dot products of rows, eight at a time: two rows of a with four rows of b,
 * so that the sums do not wait for each other. EJML computes one at a time, several times slower.
 */
final class DotProducts {
  private static final int A_ROWS = 2;
  private static final int B_ROWS = 4;

  private DotProducts() {}

  /** Adds {@code a · bᵀ} to c. */
  static void addTo(Block a, Block b, Block c) {
    int tiledRows = a.rows() - a.rows() % A_ROWS;
    int tiledColumns = b.rows() - b.rows() % B_ROWS;
    for (int i = 0; i < tiledRows; i += A_ROWS) {
      for (int j = 0; j < tiledColumns; j += B_ROWS) {
        tile(a, i, b, j, c);
      }
      singles(a, i, i + A_ROWS, b, tiledColumns, c);
    }
    singles(a, tiledRows, a.rows(), b, 0, c);
  }

  private static void tile(Block left, int i, Block right, int j, Block sums) {
    double[] a = left.matrix().data;
    double[] b = right.matrix().data;
    double[] c = sums.matrix().data;
    int n = left.columns();
    int a0 = left.start() + i * left.stride();
    int a1 = a0 + left.stride();
    int b0 = right.start() + j * right.stride();
    int b1 = b0 + right.stride();
    int b2 = b1 + right.stride();
    int b3 = b2 + right.stride();
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
    int stride = sums.stride();
    int at = sums.start() + i * stride + j;
    c[at] += s00;
    c[at + 1] += s01;
    c[at + 2] += s02;
    c[at + 3] += s03;
    c[at + stride] += s10;
    c[at + stride + 1] += s11;
    c[at + stride + 2] += s12;
    c[at + stride + 3] += s13;
  }

  private static void singles(Block a, int fromRow, int toRow, Block b, int fromColumn, Block c) {
    int n = a.columns();
    for (int i = fromRow; i < toRow; i++) {
      for (int j = fromColumn; j < b.rows(); j++) {
        int aRow = a.start() + i * a.stride();
        int bRow = b.start() + j * b.stride();
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += a.matrix().data[aRow + k] * b.matrix().data[bRow + k];
        }
        c.matrix().data[c.start() + i * c.stride() + j] += sum;
      }
    }
  }
}
