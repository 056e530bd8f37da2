package dev.rewind.core.kernels;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;

/**
 * Functions of single elements, and their gradients.
 *
 * <p><b>Broadcast.</b> Where a parameter is called a partner, it may have the shape of the others,
 * or one row {@code [1, n]}, one column {@code [m, 1]} or one element {@code [1, 1]}, which then
 * serves every row, column or element.
 */
public interface ElementwiseKernels {

  /**
   * {@code y = f(x)}, element by element.
   *
   * @param f the function
   * @param x the arguments. Not modified.
   * @param y the results, of the same shape; may be {@code x}. Modified.
   */
  default void map(DoubleUnaryOperator f, DMatrixRMaj x, DMatrixRMaj y) {
    int size = x.getNumElements();
    for (int i = 0; i < size; i++) {
      y.data[i] = f.applyAsDouble(x.data[i]);
    }
  }

  /**
   * {@code y = tanh(x)}.
   *
   * @param x the arguments. Not modified.
   * @param y the results; may be {@code x}. Modified.
   */
  default void tanh(DMatrixRMaj x, DMatrixRMaj y) {
    map(Math::tanh, x, y);
  }

  /**
   * {@code y = 1 / (1 + e⁻ˣ)}.
   *
   * @param x the arguments. Not modified.
   * @param y the results; may be {@code x}. Modified.
   */
  default void sigmoid(DMatrixRMaj x, DMatrixRMaj y) {
    map(ScalarFunctions::sigmoid, x, y);
  }

  /**
   * {@code y = eˣ}.
   *
   * @param x the arguments. Not modified.
   * @param y the results; may be {@code x}. Modified.
   */
  default void exp(DMatrixRMaj x, DMatrixRMaj y) {
    map(Math::exp, x, y);
  }

  /**
   * {@code dx += dy ⊙ df(x, y)}: the gradient of an elementwise function.
   *
   * @param df the derivative as a function of argument and result
   * @param x the arguments. Not modified.
   * @param y the results. Not modified.
   * @param dy gradient with respect to the results. Not modified.
   * @param dx gradient with respect to the arguments. Modified.
   */
  default void addDerivative(
      DoubleBinaryOperator df, DMatrixRMaj x, DMatrixRMaj y, DMatrixRMaj dy, DMatrixRMaj dx) {
    int size = dy.getNumElements();
    for (int i = 0; i < size; i++) {
      dx.data[i] += dy.data[i] * df.applyAsDouble(x.data[i], y.data[i]);
    }
  }

  /**
   * {@code y += factor · x}.
   *
   * @param factor any number
   * @param x the addend. Not modified.
   * @param y the sum, of the same shape. Modified.
   */
  default void addScaled(double factor, DMatrixRMaj x, DMatrixRMaj y) {
    int size = x.getNumElements();
    for (int i = 0; i < size; i++) {
      y.data[i] += factor * x.data[i];
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
