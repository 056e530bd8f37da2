package dev.rewind.core.kernels;

import java.util.function.DoubleBinaryOperator;
import org.ejml.data.DMatrixRMaj;

/**
 * Functions of two matrices, element by element, and their gradients.
 *
 * <p><b>Broadcast.</b> Where a parameter is called a partner, it may have the shape of the others,
 * or one row {@code [1, n]}, one column {@code [m, 1]} or one element {@code [1, 1]}, which then
 * serves every row, column or element. The same shapes are allowed for a target that the elements
 * falling on it are summed into.
 *
 * <p>Sums, differences and products have loops of their own, since a recurrent layer lives on them;
 * all else goes through {@link #combine} and {@link #addCombined}.
 */
public interface BroadcastKernels {

  /**
   * {@code c = a + b}, with broadcast of b.
   *
   * @param a {@code [m, n]}. Not modified.
   * @param b the partner. Not modified.
   * @param c the sums {@code [m, n]}; may be {@code a}. Modified.
   */
  default void add(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    addMultiple(a, 1, b, c);
  }

  /**
   * {@code c = a − b}, with broadcast of b.
   *
   * @param a {@code [m, n]}. Not modified.
   * @param b the partner. Not modified.
   * @param c the differences {@code [m, n]}; may be {@code a}. Modified.
   */
  default void subtract(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    addMultiple(a, -1, b, c);
  }

  private static void addMultiple(DMatrixRMaj a, double factor, DMatrixRMaj b, DMatrixRMaj c) {
    boolean whole = Broadcast.sameShape(a, b);
    int rows = whole ? 1 : a.numRows;
    int columns = whole ? a.getNumElements() : a.numCols;
    int rowStep = Broadcast.rowStep(b);
    boolean oneColumn = !whole && b.numCols == 1;
    for (int row = 0; row < rows; row++) {
      int i = row * columns;
      int j = row * rowStep;
      if (oneColumn) {
        double addend = factor * b.data[j];
        for (int k = 0; k < columns; k++) {
          c.data[i + k] = a.data[i + k] + addend;
        }
      } else {
        for (int k = 0; k < columns; k++) {
          c.data[i + k] = a.data[i + k] + factor * b.data[j + k];
        }
      }
    }
  }

  /**
   * {@code c = a ⊙ b}, with broadcast of b.
   *
   * @param a {@code [m, n]}. Not modified.
   * @param b the partner. Not modified.
   * @param c the products {@code [m, n]}; may be {@code a}. Modified.
   */
  default void multiplyElements(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    boolean whole = Broadcast.sameShape(a, b);
    int rows = whole ? 1 : a.numRows;
    int columns = whole ? a.getNumElements() : a.numCols;
    int rowStep = Broadcast.rowStep(b);
    boolean oneColumn = !whole && b.numCols == 1;
    for (int row = 0; row < rows; row++) {
      int i = row * columns;
      int j = row * rowStep;
      if (oneColumn) {
        double factor = b.data[j];
        for (int k = 0; k < columns; k++) {
          c.data[i + k] = a.data[i + k] * factor;
        }
      } else {
        for (int k = 0; k < columns; k++) {
          c.data[i + k] = a.data[i + k] * b.data[j + k];
        }
      }
    }
  }

  /**
   * {@code target += a ⊙ b}, with broadcast of b, summed over the rows, columns or elements that
   * the target has only one of: the gradient of {@link #multiplyElements}.
   *
   * @param a {@code [m, n]}. Not modified.
   * @param b the partner. Not modified.
   * @param target {@code [m, n]}, {@code [1, n]}, {@code [m, 1]} or {@code [1, 1]}. Modified.
   */
  default void addProduct(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj target) {
    boolean whole = Broadcast.sameShape(a, b) && Broadcast.sameShape(a, target);
    int rows = whole ? 1 : a.numRows;
    int columns = whole ? a.getNumElements() : a.numCols;
    int rowStep = Broadcast.rowStep(b);
    int columnStep = whole ? 1 : Broadcast.columnStep(b);
    int targetRowStep = Broadcast.rowStep(target);
    boolean sumOfRow = !whole && target.numCols == 1;
    for (int row = 0; row < rows; row++) {
      int i = row * columns;
      int j = row * rowStep;
      int t = row * targetRowStep;
      if (sumOfRow) {
        double sum = 0;
        for (int k = 0; k < columns; k++) {
          sum += a.data[i + k] * b.data[j + k * columnStep];
        }
        target.data[t] += sum;
      } else if (columnStep == 0) {
        double factor = b.data[j];
        for (int k = 0; k < columns; k++) {
          target.data[t + k] += a.data[i + k] * factor;
        }
      } else {
        for (int k = 0; k < columns; k++) {
          target.data[t + k] += a.data[i + k] * b.data[j + k];
        }
      }
    }
  }

  /**
   * {@code y = condition ≠ 0 ? a : b}, element by element with broadcast of the condition.
   *
   * @param condition the partner. Not modified.
   * @param a {@code [m, n]}. Not modified.
   * @param b {@code [m, n]}. Not modified.
   * @param y the selected elements {@code [m, n]}; may be {@code a} or {@code b}. Modified.
   */
  default void select(DMatrixRMaj condition, DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj y) {
    int rowStep = Broadcast.rowStep(condition);
    int columnStep = Broadcast.columnStep(condition);
    int i = 0;
    for (int row = 0; row < y.numRows; row++) {
      int j = row * rowStep;
      for (int end = i + y.numCols; i < end; i++, j += columnStep) {
        y.data[i] = condition.data[j] != 0 ? a.data[i] : b.data[i];
      }
    }
  }

  /**
   * {@code dx += dy} where the condition holds (or does not hold), nothing elsewhere: the gradient
   * of {@link #select}.
   *
   * @param condition the partner. Not modified.
   * @param holds true to add where the condition is not 0, false to add where it is 0
   * @param dy {@code [m, n]}. Not modified.
   * @param dx {@code [m, n]}. Modified.
   */
  default void addSelected(DMatrixRMaj condition, boolean holds, DMatrixRMaj dy, DMatrixRMaj dx) {
    int rowStep = Broadcast.rowStep(condition);
    int columnStep = Broadcast.columnStep(condition);
    int i = 0;
    for (int row = 0; row < dy.numRows; row++) {
      int j = row * rowStep;
      for (int end = i + dy.numCols; i < end; i++, j += columnStep) {
        if (condition.data[j] != 0 == holds) {
          dx.data[i] += dy.data[i];
        }
      }
    }
  }

  /**
   * {@code c = f(a, b)}, element by element with broadcast of b.
   *
   * @param f the function
   * @param a {@code [m, n]}. Not modified.
   * @param b the partner. Not modified.
   * @param c the results {@code [m, n]}; may be {@code a}. Modified.
   */
  default void combine(DoubleBinaryOperator f, DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    int rowStep = Broadcast.rowStep(b);
    int columnStep = Broadcast.columnStep(b);
    int i = 0;
    for (int row = 0; row < a.numRows; row++) {
      int j = row * rowStep;
      for (int end = i + a.numCols; i < end; i++, j += columnStep) {
        c.data[i] = f.applyAsDouble(a.data[i], b.data[j]);
      }
    }
  }

  /**
   * {@code target += f(a, b, dy)}, element by element with broadcast of b, summed over the rows,
   * columns or elements that the target has only one of: the gradient of {@link #combine}.
   *
   * @param f the derivative times {@code dy}
   * @param a {@code [m, n]}. Not modified.
   * @param b the partner. Not modified.
   * @param dy gradient with respect to the results {@code [m, n]}. Not modified.
   * @param target gradient with respect to {@code a} or {@code b}, of that one's shape. Modified.
   */
  default void addCombined(
      TernaryOperator f, DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj dy, DMatrixRMaj target) {
    int rowStep = Broadcast.rowStep(b);
    int columnStep = Broadcast.columnStep(b);
    int targetRowStep = Broadcast.rowStep(target);
    int targetColumnStep = Broadcast.columnStep(target);
    int i = 0;
    for (int row = 0; row < dy.numRows; row++) {
      int j = row * rowStep;
      int t = row * targetRowStep;
      for (int end = i + dy.numCols; i < end; i++, j += columnStep, t += targetColumnStep) {
        target.data[t] += f.apply(a.data[i], b.data[j], dy.data[i]);
      }
    }
  }

  /** A function of three numbers. */
  @FunctionalInterface
  interface TernaryOperator {
    /**
     * The value of the function.
     *
     * @param a first argument
     * @param b second argument
     * @param c third argument
     * @return the value
     */
    double apply(double a, double b, double c);
  }
}
