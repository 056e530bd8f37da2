package dev.rewind.core.kernels;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/** Sums, largest elements and lengths. The order of every sum is fixed. */
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
   * Where the first element is that is NaN or infinite.
   *
   * @param x any matrix. Not modified.
   * @return its index in storage order, row by row; −1 if all elements are finite
   */
  default int firstNotFinite(DMatrixRMaj x) {
    int size = x.getNumElements();
    for (int i = 0; i < size; i++) {
      if (!Double.isFinite(x.data[i])) {
        return i;
      }
    }
    return -1;
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
    int columns = x.numCols;
    for (int row = 0; row < x.numRows; row++) {
      int i = row * columns;
      int j = row * rowStep;
      if (y.numCols == 1) {
        double sum = y.data[j];
        for (int k = 0; k < columns; k++) {
          sum += factor * x.data[i + k];
        }
        y.data[j] = sum;
      } else {
        for (int k = 0; k < columns; k++) {
          y.data[j + k] += factor * x.data[i + k];
        }
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
    int columns = x.numCols;
    for (int row = 0; row < x.numRows; row++) {
      int i = row * columns;
      int j = row * rowStep;
      if (y.numCols == 1) {
        double addend = factor * y.data[j];
        for (int k = 0; k < columns; k++) {
          x.data[i + k] += addend;
        }
      } else {
        for (int k = 0; k < columns; k++) {
          x.data[i + k] += factor * y.data[j + k];
        }
      }
    }
  }

  /**
   * Largest elements of rows, columns or all: {@code y = } the largest of the elements of {@code x}
   * that fall on it, NaN if one of them is.
   *
   * @param x {@code [m, n]}, not empty. Not modified.
   * @param y {@code [1, n]}, {@code [m, 1]} or {@code [1, 1]}. Modified.
   */
  default void maxima(DMatrixRMaj x, DMatrixRMaj y) {
    int rowStep = Broadcast.rowStep(y);
    int columns = x.numCols;
    Arrays.fill(y.data, 0, y.getNumElements(), Double.NEGATIVE_INFINITY);
    for (int row = 0; row < x.numRows; row++) {
      int i = row * columns;
      int j = row * rowStep;
      if (y.numCols == 1) {
        double largest = y.data[j];
        for (int k = 0; k < columns; k++) {
          largest = Math.max(largest, x.data[i + k]);
        }
        y.data[j] = largest;
      } else {
        for (int k = 0; k < columns; k++) {
          y.data[j + k] = Math.max(y.data[j + k], x.data[i + k]);
        }
      }
    }
  }

  /**
   * The gradient of {@link #maxima}: elements that share the largest place share the gradient
   * equally. Where the largest is NaN, no element is it, and the gradient of each is NaN.
   *
   * @param x the arguments {@code [m, n]}. Not modified.
   * @param y the largest elements. Not modified.
   * @param dy gradient with respect to them. Not modified.
   * @param dx gradient with respect to the arguments. Modified.
   */
  default void addMaximaDerivative(DMatrixRMaj x, DMatrixRMaj y, DMatrixRMaj dy, DMatrixRMaj dx) {
    for (int j = 0; j < y.getNumElements(); j++) {
      int firstRow = y.numRows == 1 ? 0 : j;
      int endRow = y.numRows == 1 ? x.numRows : j + 1;
      int firstColumn = y.numCols == 1 ? 0 : j;
      int endColumn = y.numCols == 1 ? x.numCols : j + 1;
      int ties = 0;
      for (int row = firstRow; row < endRow; row++) {
        for (int column = firstColumn; column < endColumn; column++) {
          ties += x.data[row * x.numCols + column] == y.data[j] ? 1 : 0;
        }
      }
      double share = ties == 0 ? Double.NaN : dy.data[j] / ties;
      for (int row = firstRow; row < endRow; row++) {
        for (int column = firstColumn; column < endColumn; column++) {
          int i = row * x.numCols + column;
          if (ties == 0 || x.data[i] == y.data[j]) {
            dx.data[i] += share;
          }
        }
      }
    }
  }

  /**
   * Euclidean lengths of rows, columns or all: {@code y = √Σx²} over the elements of {@code x} that
   * fall on it, without overflow on the way.
   *
   * @param x {@code [m, n]}. Not modified.
   * @param y {@code [1, n]}, {@code [m, 1]} or {@code [1, 1]}. Modified.
   */
  default void lengths(DMatrixRMaj x, DMatrixRMaj y) {
    for (int j = 0; j < y.getNumElements(); j++) {
      int firstRow = y.numRows == 1 ? 0 : j;
      int endRow = y.numRows == 1 ? x.numRows : j + 1;
      int firstColumn = y.numCols == 1 ? 0 : j;
      int endColumn = y.numCols == 1 ? x.numCols : j + 1;
      double largest = 0;
      for (int row = firstRow; row < endRow; row++) {
        for (int column = firstColumn; column < endColumn; column++) {
          largest = Math.max(largest, Math.abs(x.data[row * x.numCols + column]));
        }
      }
      double sum = 0;
      if (largest != 0 && largest != Double.POSITIVE_INFINITY) {
        for (int row = firstRow; row < endRow; row++) {
          for (int column = firstColumn; column < endColumn; column++) {
            double ratio = x.data[row * x.numCols + column] / largest;
            sum += ratio * ratio;
          }
        }
      } else {
        sum = largest == 0 ? 0 : 1;
      }
      y.data[j] = largest * Math.sqrt(sum);
    }
  }

  /**
   * {@code dx += dy · x / y}, nothing where {@code y} is 0: the gradient of {@link #lengths}.
   *
   * @param x the arguments {@code [m, n]}. Not modified.
   * @param y the lengths. Not modified.
   * @param dy gradient with respect to the lengths. Not modified.
   * @param dx gradient with respect to the arguments. Modified.
   */
  default void addLengthsDerivative(DMatrixRMaj x, DMatrixRMaj y, DMatrixRMaj dy, DMatrixRMaj dx) {
    int rowStep = Broadcast.rowStep(y);
    int columnStep = Broadcast.columnStep(y);
    int i = 0;
    for (int row = 0; row < x.numRows; row++) {
      int j = row * rowStep;
      for (int end = i + x.numCols; i < end; i++, j += columnStep) {
        if (y.data[j] != 0) {
          dx.data[i] += dy.data[j] * (x.data[i] / y.data[j]);
        }
      }
    }
  }
}
