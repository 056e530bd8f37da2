package dev.rewind.core.kernels;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;

/**
 * Functions of single elements, and their gradients. Functions of two matrices are in {@link
 * BroadcastKernels}.
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
    map(StrictMath::tanh, x, y);
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
    map(StrictMath::exp, x, y);
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
   * {@code dx += dy ⊙ (1 − y²)}: the gradient of tanh.
   *
   * @param y the results of tanh. Not modified.
   * @param dy gradient with respect to the results. Not modified.
   * @param dx gradient with respect to the arguments. Modified.
   */
  default void addTanhDerivative(DMatrixRMaj y, DMatrixRMaj dy, DMatrixRMaj dx) {
    int size = y.getNumElements();
    for (int i = 0; i < size; i++) {
      dx.data[i] += dy.data[i] * (1 - y.data[i] * y.data[i]);
    }
  }

  /**
   * {@code dx += dy ⊙ y ⊙ (1 − y)}: the gradient of the logistic function.
   *
   * @param y the results of the logistic function. Not modified.
   * @param dy gradient with respect to the results. Not modified.
   * @param dx gradient with respect to the arguments. Modified.
   */
  default void addSigmoidDerivative(DMatrixRMaj y, DMatrixRMaj dy, DMatrixRMaj dx) {
    int size = y.getNumElements();
    for (int i = 0; i < size; i++) {
      dx.data[i] += dy.data[i] * (y.data[i] * (1 - y.data[i]));
    }
  }

  /**
   * {@code y = value}, each element.
   *
   * @param value any number
   * @param y Modified.
   */
  default void fill(double value, DMatrixRMaj y) {
    Arrays.fill(y.data, 0, y.getNumElements(), value);
  }

  /**
   * {@code y = factor · x}.
   *
   * @param factor any number
   * @param x the arguments. Not modified.
   * @param y the results, as many elements in the same order; may be {@code x}. Modified.
   */
  default void scale(double factor, DMatrixRMaj x, DMatrixRMaj y) {
    int size = x.getNumElements();
    for (int i = 0; i < size; i++) {
      y.data[i] = factor * x.data[i];
    }
  }

  /**
   * {@code y = x + addend}.
   *
   * @param addend any number
   * @param x the arguments. Not modified.
   * @param y the results, of the same shape; may be {@code x}. Modified.
   */
  default void shift(double addend, DMatrixRMaj x, DMatrixRMaj y) {
    int size = x.getNumElements();
    for (int i = 0; i < size; i++) {
      y.data[i] = x.data[i] + addend;
    }
  }

  /**
   * {@code y += factor · x}.
   *
   * @param factor any number
   * @param x the addend. Not modified.
   * @param y the sum, as many elements in the same order. Modified.
   */
  default void addScaled(double factor, DMatrixRMaj x, DMatrixRMaj y) {
    int size = x.getNumElements();
    for (int i = 0; i < size; i++) {
      y.data[i] += factor * x.data[i];
    }
  }
}
