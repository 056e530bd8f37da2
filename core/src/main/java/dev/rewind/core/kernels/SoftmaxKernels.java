package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/** Functions that turn each row into a distribution, and their gradients. */
public interface SoftmaxKernels {

  /**
   * {@code y[i, j] = e^(x[i, j] − m) / Σ e^(x[i, k] − m)}, m the largest of row i.
   *
   * @param x {@code [m, n]}. Not modified.
   * @param y {@code [m, n]}; may be {@code x}. Modified.
   */
  default void softmaxRows(DMatrixRMaj x, DMatrixRMaj y) {
    for (int row = 0; row < x.numRows; row++) {
      int start = row * x.numCols;
      int end = start + x.numCols;
      double largest = largest(x, start, end);
      double sum = 0;
      for (int i = start; i < end; i++) {
        y.data[i] = Math.exp(x.data[i] - largest);
        sum += y.data[i];
      }
      for (int i = start; i < end; i++) {
        y.data[i] /= sum;
      }
    }
  }

  /**
   * {@code dx += y ⊙ (dy − Σ dy ⊙ y)}, the sum over each row: the gradient of {@link #softmaxRows}.
   *
   * @param y the results. Not modified.
   * @param dy gradient with respect to the results. Not modified.
   * @param dx gradient with respect to the arguments. Modified.
   */
  default void addSoftmaxRowsDerivative(DMatrixRMaj y, DMatrixRMaj dy, DMatrixRMaj dx) {
    for (int row = 0; row < y.numRows; row++) {
      int start = row * y.numCols;
      int end = start + y.numCols;
      double sum = 0;
      for (int i = start; i < end; i++) {
        sum += dy.data[i] * y.data[i];
      }
      for (int i = start; i < end; i++) {
        dx.data[i] += y.data[i] * (dy.data[i] - sum);
      }
    }
  }

  /**
   * {@code y[i, j] = x[i, j] − m − log Σ e^(x[i, k] − m)}, m the largest of row i.
   *
   * @param x {@code [m, n]}. Not modified.
   * @param y {@code [m, n]}; may be {@code x}. Modified.
   */
  default void logSoftmaxRows(DMatrixRMaj x, DMatrixRMaj y) {
    for (int row = 0; row < x.numRows; row++) {
      int start = row * x.numCols;
      int end = start + x.numCols;
      double largest = largest(x, start, end);
      double sum = 0;
      for (int i = start; i < end; i++) {
        sum += Math.exp(x.data[i] - largest);
      }
      double logSum = Math.log(sum);
      for (int i = start; i < end; i++) {
        y.data[i] = x.data[i] - largest - logSum;
      }
    }
  }

  /**
   * {@code dx += dy − eʸ Σ dy}, the sum over each row: the gradient of {@link #logSoftmaxRows}.
   *
   * @param y the results. Not modified.
   * @param dy gradient with respect to the results. Not modified.
   * @param dx gradient with respect to the arguments. Modified.
   */
  default void addLogSoftmaxRowsDerivative(DMatrixRMaj y, DMatrixRMaj dy, DMatrixRMaj dx) {
    for (int row = 0; row < y.numRows; row++) {
      int start = row * y.numCols;
      int end = start + y.numCols;
      double sum = 0;
      for (int i = start; i < end; i++) {
        sum += dy.data[i];
      }
      for (int i = start; i < end; i++) {
        dx.data[i] += dy.data[i] - Math.exp(y.data[i]) * sum;
      }
    }
  }

  /**
   * {@code y[i, j] = max(x[i, j] − τ, 0)} with τ such that each row sums to 1.
   *
   * <p>τ is found by starting with all elements and dropping those below it until none is dropped
   * (Michelot 1986): at most n rounds, in practice a handful.
   *
   * @param x {@code [m, n]}. Not modified.
   * @param y {@code [m, n]}; may be {@code x}. Modified.
   */
  default void sparsemaxRows(DMatrixRMaj x, DMatrixRMaj y) {
    for (int row = 0; row < x.numRows; row++) {
      int start = row * x.numCols;
      int end = start + x.numCols;
      double largest = largest(x, start, end);
      double tau = Double.NEGATIVE_INFINITY;
      int support = -1;
      int previous;
      do {
        previous = support;
        support = 0;
        double sum = 0;
        for (int i = start; i < end; i++) {
          double shifted = x.data[i] - largest;
          if (shifted > tau) {
            sum += shifted;
            support++;
          }
        }
        tau = (sum - 1) / support;
      } while (support != previous);
      for (int i = start; i < end; i++) {
        y.data[i] = Math.max(x.data[i] - largest - tau, 0);
      }
    }
  }

  /**
   * {@code dx += dy − mean(dy)} where {@code y > 0}, the mean over those elements of each row: the
   * gradient of {@link #sparsemaxRows}.
   *
   * @param y the results. Not modified.
   * @param dy gradient with respect to the results. Not modified.
   * @param dx gradient with respect to the arguments. Modified.
   */
  default void addSparsemaxRowsDerivative(DMatrixRMaj y, DMatrixRMaj dy, DMatrixRMaj dx) {
    for (int row = 0; row < y.numRows; row++) {
      int start = row * y.numCols;
      int end = start + y.numCols;
      double sum = 0;
      int support = 0;
      for (int i = start; i < end; i++) {
        if (y.data[i] > 0) {
          sum += dy.data[i];
          support++;
        }
      }
      for (int i = start; i < end; i++) {
        if (y.data[i] > 0) {
          dx.data[i] += dy.data[i] - sum / support;
        }
      }
    }
  }

  private static double largest(DMatrixRMaj x, int start, int end) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = start; i < end; i++) {
      largest = Math.max(largest, x.data[i]);
    }
    return largest;
  }
}
