package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/** Sums and largest elements, and functions of whole rows. The order of every sum is fixed. */
public interface ReductionKernels {

  /**
   * The sum of all elements.
   *
   * @param x any matrix. Not modified.
   * @return the sum, in storage order
   */
  default double sum(DMatrixRMaj x) {
    double sum = 0;
    int size = x.getNumElements();
    for (int i = 0; i < size; i++) {
      sum += x.data[i];
    }
    return sum;
  }

  /**
   * Sums over rows, columns or both: {@code y += } the sum of the elements of {@code x} that fall
   * on it.
   *
   * @param factor what each element is multiplied with
   * @param x {@code [m, n]}. Not modified.
   * @param y {@code [1, n]}, {@code [m, 1]} or {@code [1, 1]}. Modified.
   */
  default void addSums(double factor, DMatrixRMaj x, DMatrixRMaj y) {
    int rowStep = Broadcast.rowStep(y);
    int columnStep = Broadcast.columnStep(y);
    int i = 0;
    for (int row = 0; row < x.numRows; row++) {
      int j = row * rowStep;
      for (int end = i + x.numCols; i < end; i++, j += columnStep) {
        y.data[j] += factor * x.data[i];
      }
    }
  }

  /**
   * The reverse of {@link #addSums}: adds the one element to all that were summed into it.
   *
   * @param factor what each element is multiplied with
   * @param y {@code [1, n]}, {@code [m, 1]} or {@code [1, 1]}. Not modified.
   * @param x {@code [m, n]}. Modified.
   */
  default void addSpread(double factor, DMatrixRMaj y, DMatrixRMaj x) {
    int rowStep = Broadcast.rowStep(y);
    int columnStep = Broadcast.columnStep(y);
    int i = 0;
    for (int row = 0; row < x.numRows; row++) {
      int j = row * rowStep;
      for (int end = i + x.numCols; i < end; i++, j += columnStep) {
        x.data[i] += factor * y.data[j];
      }
    }
  }
}
