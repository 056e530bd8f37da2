package dev.rewind.core.kernels;

/** The sums of {@link RowProducts} one after the other, for thin products. */
final class DotProducts {
  private static final int TERMS = 4;

  private DotProducts() {}

  /** Adds {@code a · b} to c. */
  static void addTo(Factor a, Factor b, Factor c) {
    boolean dense = a.columnStep() == 1 && b.rowStep() == 1;
    int size = a.columns();
    double[] sums = c.data();
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        int at = c.at(i, j);
        sums[at] =
            dense
                ? addDense(a.data(), a.at(i, 0), b.data(), b.at(0, j), size, sums[at])
                : add(a, a.at(i, 0), b, b.at(0, j), sums[at]);
      }
    }
  }

  private static double addDense(
      double[] x, int from, double[] y, int fromOfY, int size, double start) {
    double sum = start;
    int k = 0;
    for (; k <= size - TERMS; k += TERMS) {
      int i = from + k;
      int j = fromOfY + k;
      sum += x[i] * y[j] + x[i + 1] * y[j + 1] + x[i + 2] * y[j + 2] + x[i + 3] * y[j + 3];
    }
    for (; k < size; k++) {
      sum += x[from + k] * y[fromOfY + k];
    }
    return sum;
  }

  private static double add(Factor a, int from, Factor b, int fromOfB, double start) {
    double[] x = a.data();
    double[] y = b.data();
    int xStep = a.columnStep();
    int yStep = b.rowStep();
    int size = a.columns();
    double sum = start;
    int k = 0;
    int i = from;
    int j = fromOfB;
    for (; k <= size - TERMS; k += TERMS, i += TERMS * xStep, j += TERMS * yStep) {
      sum +=
          x[i] * y[j]
              + x[i + xStep] * y[j + yStep]
              + x[i + 2 * xStep] * y[j + 2 * yStep]
              + x[i + 3 * xStep] * y[j + 3 * yStep];
    }
    for (; k < size; k++, i += xStep, j += yStep) {
      sum += x[i] * y[j];
    }
    return sum;
  }
}
