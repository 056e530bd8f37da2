package dev.rewind.core.kernels;

/**
 * {@code c += a · b}, {@code aᵀ · b} and {@code a · bᵀ}. Each element of c is the same sum whatever
 * the sizes of the factors, so that no row depends on which others are computed with it:
 *
 * <pre>
 *   c += (a[k]·b[k] + a[k+1]·b[k+1] + a[k+2]·b[k+2] + a[k+3]·b[k+3])   for k = 0, 4, 8, …
 *   c += a[k]·b[k]                                                    for what is left
 * </pre>
 *
 * <p>The compiler makes vectors of a loop over rows only if they begin at the same place of arrays
 * of their own. So rows of b are copied into such, some columns of some rows at a time.
 */
final class RowProducts {
  private static final int TERMS = 4;

  /** Rows of a from which on copying b pays, though b is read across. */
  private static final int FEW_ROWS = 4;

  /** Columns below which a loop over them is too short. */
  private static final int FEW_COLUMNS = 8;

  private RowProducts() {}

  /** Adds {@code a · b} to c. */
  static void addTo(Block a, Block b, Block c, Scratch scratch) {
    addTo(Factor.of(a), Factor.of(b), Factor.of(c), scratch);
  }

  /** Adds {@code aᵀ · b} to c. */
  static void addTransATo(Block a, Block b, Block c, Scratch scratch) {
    addTo(Factor.of(a).transposed(), Factor.of(b), Factor.of(c), scratch);
  }

  /** Adds {@code a · bᵀ} to c. */
  static void addTransBTo(Block a, Block b, Block c, Scratch scratch) {
    addTo(Factor.of(a), Factor.of(b).transposed(), Factor.of(c), scratch);
  }

  private static void addTo(Factor a, Factor b, Factor c, Scratch scratch) {
    if (c.columns() >= FEW_COLUMNS && (b.columnStep() == 1 || c.rows() >= FEW_ROWS)) {
      double[][] rows = scratch.borrow();
      addByCopies(a, b, c, rows);
      scratch.giveBack(rows);
    } else if (c.columns() == 1 && c.rowStep() == 1 && a.rowStep() == 1 && c.rows() > 1) {
      addTo(b.transposed(), a.transposed(), c.transposed(), scratch);
    } else {
      DotProducts.addTo(a, b, c);
    }
  }

  private static void addByCopies(Factor a, Factor b, Factor c, double[][] rows) {
    int depth = a.columns();
    for (int j = 0; j < c.columns(); j += Scratch.COLUMNS) {
      int width = Math.min(Scratch.COLUMNS, c.columns() - j);
      for (int k = 0; k < depth; k += Scratch.ROWS) {
        int height = Math.min(Scratch.ROWS, depth - k);
        b.copy(k, height, j, width, rows);
        for (int i = 0; i < c.rows(); i++) {
          addRow(a, a.at(i, k), rows, height, width, c.data(), c.at(i, j));
        }
      }
    }
  }

  /** Adds to some of a row of c, which is copied too. */
  private static void addRow(
      Factor a, int at, double[][] rows, int height, int width, double[] c, int to) {
    double[] x = a.data();
    int step = a.columnStep();
    double[] sums = rows[Scratch.ROWS];
    System.arraycopy(c, to, sums, 0, width);
    int k = 0;
    int i = at;
    for (; k <= height - TERMS; k += TERMS, i += TERMS * step) {
      addFour(
          x[i],
          rows[k],
          x[i + step],
          rows[k + 1],
          x[i + 2 * step],
          rows[k + 2],
          x[i + 3 * step],
          rows[k + 3],
          sums,
          width);
    }
    for (; k < height; k++, i += step) {
      addOne(x[i], rows[k], sums, width);
    }
    System.arraycopy(sums, 0, c, to, width);
  }

  private static void addFour(
      double p,
      double[] w,
      double q,
      double[] x,
      double r,
      double[] y,
      double s,
      double[] z,
      double[] sums,
      int size) {
    for (int j = 0; j < size; j++) {
      sums[j] += p * w[j] + q * x[j] + r * y[j] + s * z[j];
    }
  }

  private static void addOne(double factor, double[] x, double[] sums, int size) {
    for (int j = 0; j < size; j++) {
      sums[j] += factor * x[j];
    }
  }
}
