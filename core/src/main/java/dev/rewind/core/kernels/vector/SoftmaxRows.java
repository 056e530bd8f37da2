package dev.rewind.core.kernels.vector;

/** The loops of {@link VectorSoftmax}. */
final class SoftmaxRows {
  static final int TOGETHER = 1024; // elements

  private SoftmaxRows() {}

  /** How many rows to do at a time. */
  static int together(int columns) {
    return Math.max(1, TOGETHER / Math.max(1, columns));
  }

  /** {@code y = e^(x − m)} for some rows, m the largest of each. */
  static void expOfDifferences(double[] x, int fromRow, int toRow, int columns, double[] y) {
    for (int row = fromRow; row < toRow; row++) {
      int i = row * columns;
      double largest = largest(x, i, columns);
      for (int k = 0; k < columns; k++) {
        y[i + k] = x[i + k] - largest;
      }
    }
    int start = fromRow * columns;
    VectorMath.exp(y, start, y, start, (toRow - fromRow) * columns);
  }

  /** Overlooks NaN, which the sum of the row shows anyway. */
  private static double largest(double[] x, int i, int size) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < size; k++) {
      if (x[i + k] > largest) {
        largest = x[i + k];
      }
    }
    return largest;
  }

  /** {@code Σ e^(x − m)} of a row, m the largest. */
  static double sumOfPowers(double[] x, int i, int size) {
    return Sums.ofPowers(x, i, size, largest(x, i, size));
  }

  static void divide(double[] y, int i, int size, double divisor) {
    for (int k = 0; k < size; k++) {
      y[i + k] /= divisor;
    }
  }

  /** {@code dx += y ⊙ (dy − sum)}. */
  static void addDerivative(double sum, double[] y, double[] dy, double[] dx, int i, int size) {
    for (int k = 0; k < size; k++) {
      dx[i + k] += y[i + k] * (dy[i + k] - sum);
    }
  }

  /** {@code y = x − m − log(sum)}. */
  static void logOfRatio(double[] x, double[] y, int i, int size, double sum) {
    double largest = largest(x, i, size);
    double logSum = StrictMath.log(sum);
    for (int k = 0; k < size; k++) {
      y[i + k] = x[i + k] - largest - logSum;
    }
  }

  /** {@code dx += dy − eʸ · sum}, a few columns at a time. */
  static void addLogDerivative(
      double sum, double[] y, double[] dy, double[] dx, int i, int size, double[] scratch) {
    for (int from = i; from < i + size; from += scratch.length) {
      int width = Math.min(scratch.length, i + size - from);
      VectorMath.exp(y, from, scratch, 0, width);
      for (int k = 0; k < width; k++) {
        dx[from + k] += dy[from + k] - scratch[k] * sum;
      }
    }
  }
}
