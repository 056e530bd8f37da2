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
        y.data[i] = StrictMath.exp(x.data[i] - largest);
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
        sum += StrictMath.exp(x.data[i] - largest);
      }
      double logSum = StrictMath.log(sum);
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
        dx.data[i] += dy.data[i] - StrictMath.exp(y.data[i]) * sum;
      }
    }
  }

  /**
   * Keras' sparsemax of each row: {@code y = max(x − τ, 0)}.
   *
   * <pre>
   *   z₁ ≥ z₂ ≥ …   the elements of the row in falling order,  Sᵣ = z₁ + … + zᵣ
   *   k = the number of r with r · zᵣ > Sᵣ − 1
   *   τ = (S₁ + … + Sₖ − 1) / k
   * </pre>
   *
   * <p>Cost: k + 1 passes over the row.
   *
   * @param x {@code [m, n]}. Not modified.
   * @param y {@code [m, n]}; may be {@code x}. Modified.
   */
  default void sparsemaxRows(DMatrixRMaj x, DMatrixRMaj y) {
    for (int row = 0; row < x.numRows; row++) {
      int start = row * x.numCols;
      int end = start + x.numCols;
      double threshold = SparsemaxRow.threshold(x, start, end);
      for (int i = start; i < end; i++) {
        y.data[i] = Math.max(x.data[i] - threshold, 0);
      }
    }
  }

  /**
   * The gradient of {@link #sparsemaxRows}.
   *
   * <pre>
   *   g  = Σ dy over the elements with y > 0
   *   dx += dy            for each element with y > 0
   *   dx −= g · ∂τ/∂x,    ∂τ/∂zᵣ = (k − r + 1) / k for r ≤ k, else 0
   * </pre>
   *
   * <p>Equal elements share their slopes equally.
   *
   * @param x the arguments. Not modified.
   * @param y the results. Not modified.
   * @param dy gradient with respect to the results. Not modified.
   * @param dx gradient with respect to the arguments. Modified.
   */
  default void addSparsemaxRowsDerivative(
      DMatrixRMaj x, DMatrixRMaj y, DMatrixRMaj dy, DMatrixRMaj dx) {
    for (int row = 0; row < y.numRows; row++) {
      int start = row * y.numCols;
      int end = start + y.numCols;
      double sum = 0;
      for (int i = start; i < end; i++) {
        if (y.data[i] > 0) {
          sum += dy.data[i];
          dx.data[i] += dy.data[i];
        }
      }
      SparsemaxRow.addThresholdDerivative(-sum, x, start, end, dx);
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
