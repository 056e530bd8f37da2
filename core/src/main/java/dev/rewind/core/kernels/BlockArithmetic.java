package dev.rewind.core.kernels;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Arithmetic of blocks, element by element: what the gates of a recurrent layer are made of. All
 * blocks of a call have the same size, unless it says otherwise; a result may be written over an
 * argument.
 */
public interface BlockArithmetic {

  /**
   * {@code y = x}.
   *
   * @param x source. Not modified.
   * @param y target. Modified.
   */
  default void copy(Block x, Block y) {
    for (int row = 0; row < y.rows(); row++) {
      int i = x.start() + row * x.stride();
      int j = y.start() + row * y.stride();
      System.arraycopy(x.matrix().data, i, y.matrix().data, j, y.columns());
    }
  }

  /**
   * {@code y = value}, each element.
   *
   * @param value any number
   * @param y Modified.
   */
  default void fill(double value, Block y) {
    for (int row = 0; row < y.rows(); row++) {
      int j = y.start() + row * y.stride();
      Arrays.fill(y.matrix().data, j, j + y.columns(), value);
    }
  }

  /**
   * {@code y = f(x)}.
   *
   * @param f the function
   * @param x the arguments. Not modified.
   * @param y the results. Modified.
   */
  default void map(DoubleUnaryOperator f, Block x, Block y) {
    double[] from = x.matrix().data;
    double[] to = y.matrix().data;
    for (int row = 0; row < y.rows(); row++) {
      int i = x.start() + row * x.stride();
      int j = y.start() + row * y.stride();
      for (int k = 0; k < y.columns(); k++) {
        to[j + k] = f.applyAsDouble(from[i + k]);
      }
    }
  }

  /**
   * {@code y = tanh(x)}.
   *
   * @param x the arguments. Not modified.
   * @param y the results. Modified.
   */
  default void tanh(Block x, Block y) {
    map(StrictMath::tanh, x, y);
  }

  /**
   * {@code y = 1 / (1 + e⁻ˣ)}.
   *
   * @param x the arguments. Not modified.
   * @param y the results. Modified.
   */
  default void sigmoid(Block x, Block y) {
    map(ScalarFunctions::sigmoid, x, y);
  }

  /**
   * {@code d = d ⊙ df(x, y)}: from the gradient of an elementwise function's results to that of its
   * arguments.
   *
   * @param df the derivative as a function of argument and result
   * @param x the arguments. Not modified.
   * @param y the results. Not modified.
   * @param d the gradient. Modified.
   */
  default void multiplyDerivative(DoubleBinaryOperator df, Block x, Block y, Block d) {
    double[] arguments = x.matrix().data;
    double[] results = y.matrix().data;
    double[] gradient = d.matrix().data;
    for (int row = 0; row < d.rows(); row++) {
      int i = x.start() + row * x.stride();
      int j = y.start() + row * y.stride();
      int to = d.start() + row * d.stride();
      for (int k = 0; k < d.columns(); k++) {
        gradient[to + k] *= df.applyAsDouble(arguments[i + k], results[j + k]);
      }
    }
  }

  /**
   * {@code d = d ⊙ (1 − y²)}: {@link #multiplyDerivative} for tanh.
   *
   * @param y the results of tanh. Not modified.
   * @param d the gradient. Modified.
   */
  default void multiplyTanhDerivative(Block y, Block d) {
    double[] results = y.matrix().data;
    double[] gradient = d.matrix().data;
    for (int row = 0; row < d.rows(); row++) {
      int j = y.start() + row * y.stride();
      int to = d.start() + row * d.stride();
      for (int k = 0; k < d.columns(); k++) {
        gradient[to + k] *= 1 - results[j + k] * results[j + k];
      }
    }
  }

  /**
   * {@code d = d ⊙ y ⊙ (1 − y)}: {@link #multiplyDerivative} for the logistic function.
   *
   * @param y the results of the logistic function. Not modified.
   * @param d the gradient. Modified.
   */
  default void multiplySigmoidDerivative(Block y, Block d) {
    double[] results = y.matrix().data;
    double[] gradient = d.matrix().data;
    for (int row = 0; row < d.rows(); row++) {
      int j = y.start() + row * y.stride();
      int to = d.start() + row * d.stride();
      for (int k = 0; k < d.columns(); k++) {
        gradient[to + k] *= results[j + k] * (1 - results[j + k]);
      }
    }
  }

  /**
   * {@code c = a + b}.
   *
   * @param a an addend. Not modified.
   * @param b the other, or one row that serves all. Not modified.
   * @param c the sums. Modified.
   */
  default void add(Block a, Block b, Block c) {
    double[] left = a.matrix().data;
    double[] right = b.matrix().data;
    double[] sums = c.matrix().data;
    int rightStep = b.rows() == 1 ? 0 : b.stride();
    for (int row = 0; row < c.rows(); row++) {
      int i = a.start() + row * a.stride();
      int j = b.start() + row * rightStep;
      int to = c.start() + row * c.stride();
      for (int k = 0; k < c.columns(); k++) {
        sums[to + k] = left[i + k] + right[j + k];
      }
    }
  }

  /**
   * {@code y[0] += Σ x[i]}: adds up the rows, the gradient of one row that serves all.
   *
   * @param x {@code [m, n]}. Not modified.
   * @param y {@code [1, n]}. Modified.
   */
  default void addRowSum(Block x, Block y) {
    double[] from = x.matrix().data;
    double[] sums = y.matrix().data;
    for (int row = 0; row < x.rows(); row++) {
      int i = x.start() + row * x.stride();
      for (int k = 0; k < x.columns(); k++) {
        sums[y.start() + k] += from[i + k];
      }
    }
  }

  /**
   * {@code c = a ⊙ b}.
   *
   * @param a a factor. Not modified.
   * @param b the other. Not modified.
   * @param c the products. Modified.
   */
  default void multiplyElements(Block a, Block b, Block c) {
    double[] left = a.matrix().data;
    double[] right = b.matrix().data;
    double[] products = c.matrix().data;
    for (int row = 0; row < c.rows(); row++) {
      int i = a.start() + row * a.stride();
      int j = b.start() + row * b.stride();
      int to = c.start() + row * c.stride();
      for (int k = 0; k < c.columns(); k++) {
        products[to + k] = left[i + k] * right[j + k];
      }
    }
  }

  /**
   * {@code c += a ⊙ b}.
   *
   * @param a a factor. Not modified.
   * @param b the other. Not modified.
   * @param c the sums. Modified.
   */
  default void addProduct(Block a, Block b, Block c) {
    double[] left = a.matrix().data;
    double[] right = b.matrix().data;
    double[] sums = c.matrix().data;
    for (int row = 0; row < c.rows(); row++) {
      int i = a.start() + row * a.stride();
      int j = b.start() + row * b.stride();
      int to = c.start() + row * c.stride();
      for (int k = 0; k < c.columns(); k++) {
        sums[to + k] += left[i + k] * right[j + k];
      }
    }
  }

  /**
   * {@code y = b + w ⊙ (a − b)}: {@code a} where w is 1, {@code b} where it is 0, between them
   * elsewhere.
   *
   * <pre>
   *   da = dy ⊙ w          {@link #addProduct}
   *   db = dy ⊙ (1 − w)    {@link #multiplyByRest}
   *   dw = dy ⊙ (a − b)    {@link #multiplyByDifference}
   * </pre>
   *
   * @param w the weights of a. Not modified.
   * @param a what w = 1 gives. Not modified.
   * @param b what w = 0 gives. Not modified.
   * @param y the results. Modified.
   */
  default void interpolate(Block w, Block a, Block b, Block y) {
    double[] weights = w.matrix().data;
    double[] left = a.matrix().data;
    double[] right = b.matrix().data;
    double[] results = y.matrix().data;
    for (int row = 0; row < y.rows(); row++) {
      int h = w.start() + row * w.stride();
      int i = a.start() + row * a.stride();
      int j = b.start() + row * b.stride();
      int to = y.start() + row * y.stride();
      for (int k = 0; k < y.columns(); k++) {
        results[to + k] = right[j + k] + weights[h + k] * (left[i + k] - right[j + k]);
      }
    }
  }

  /**
   * {@code y = x ⊙ (1 − w)}.
   *
   * @param x a factor. Not modified.
   * @param w what the other is short of 1. Not modified.
   * @param y the products. Modified.
   */
  default void multiplyByRest(Block x, Block w, Block y) {
    double[] factors = x.matrix().data;
    double[] weights = w.matrix().data;
    double[] products = y.matrix().data;
    for (int row = 0; row < y.rows(); row++) {
      int i = x.start() + row * x.stride();
      int j = w.start() + row * w.stride();
      int to = y.start() + row * y.stride();
      for (int k = 0; k < y.columns(); k++) {
        products[to + k] = factors[i + k] * (1 - weights[j + k]);
      }
    }
  }

  /**
   * {@code y = x ⊙ (a − b)}.
   *
   * @param x a factor. Not modified.
   * @param a what b is taken from. Not modified.
   * @param b what is taken away. Not modified.
   * @param y the products. Modified.
   */
  default void multiplyByDifference(Block x, Block a, Block b, Block y) {
    double[] factors = x.matrix().data;
    double[] left = a.matrix().data;
    double[] right = b.matrix().data;
    double[] products = y.matrix().data;
    for (int row = 0; row < y.rows(); row++) {
      int h = x.start() + row * x.stride();
      int i = a.start() + row * a.stride();
      int j = b.start() + row * b.stride();
      int to = y.start() + row * y.stride();
      for (int k = 0; k < y.columns(); k++) {
        products[to + k] = factors[h + k] * (left[i + k] - right[j + k]);
      }
    }
  }

  /**
   * {@code y[i] = x[i]} in the rows where the condition is 0; the others stay as they are.
   *
   * @param condition {@code [m, 1]}. Not modified.
   * @param x {@code [m, n]}. Not modified.
   * @param y {@code [m, n]}. Modified.
   */
  default void copyRowsWhereZero(Block condition, Block x, Block y) {
    for (int row = 0; row < y.rows(); row++) {
      if (condition.matrix().data[condition.start() + row * condition.stride()] == 0) {
        copy(x.rows(row, row + 1), y.rows(row, row + 1));
      }
    }
  }

  /**
   * {@code y[i] += x[i]}, {@code x[i] = 0} in the rows where the condition is 0; the others stay as
   * they are.
   *
   * @param condition {@code [m, 1]}. Not modified.
   * @param x {@code [m, n]}. Modified.
   * @param y {@code [m, n]}. Modified.
   */
  default void moveRowsWhereZero(Block condition, Block x, Block y) {
    for (int row = 0; row < y.rows(); row++) {
      if (condition.matrix().data[condition.start() + row * condition.stride()] == 0) {
        Block from = x.rows(row, row + 1);
        Block to = y.rows(row, row + 1);
        add(to, from, to);
        fill(0, from);
      }
    }
  }
}
