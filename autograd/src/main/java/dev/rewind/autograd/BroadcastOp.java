package dev.rewind.autograd;

import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.kernels.Kernels;

/**
 * A function of two numbers, applied element by element, where the second operand may have one row,
 * one column or one element that serves all: give {@code f} and its partial derivatives.
 *
 * <pre>
 *   y  = f(a, b)
 *   da = dy ⊙ ∂f/∂a
 *   db = dy ⊙ ∂f/∂b, summed over what b has only one of
 * </pre>
 *
 * <p><b>Shapes</b>: {@code [m, n]} with {@code [m, n]}, {@code [1, n]}, {@code [m, 1]} or {@code
 * [1, 1]} gives {@code [m, n]}.
 */
public interface BroadcastOp extends Op {

  /**
   * The function.
   *
   * @param a an element of the left operand
   * @param b the element of the right operand that serves it
   * @return the element of the output
   */
  double f(double a, double b);

  /**
   * The partial derivative ∂f/∂a.
   *
   * @param a an element of the left operand
   * @param b the element of the right operand that serves it
   * @return the slope in a
   */
  double dfda(double a, double b);

  /**
   * The partial derivative ∂f/∂b.
   *
   * @param a an element of the left operand
   * @param b the element of the right operand that serves it
   * @return the slope in b
   */
  double dfdb(double a, double b);

  @Override
  default int arity() {
    return 2;
  }

  @Override
  default Shape outputShape(Shape... x) {
    boolean rows = x[1].rows() == x[0].rows() || x[1].rows() == 1;
    boolean columns = x[1].columns() == x[0].columns() || x[1].columns() == 1;
    if (!rows || !columns) {
      throw new ShapeMismatchException(
          name()
              + ": shapes do not fit: "
              + x[0]
              + " and "
              + x[1]
              + "; expected the same shape, or one row, one column or one element on the right.",
          x[1],
          x[0]);
    }
    return x[0];
  }

  @Override
  default void forward(Kernels kernels, Forward forward) {
    kernels.combine(this::f, forward.input(0), forward.input(1), forward.output());
  }

  @Override
  default void backward(Kernels kernels, Backward backward) {
    var a = backward.input(0);
    var b = backward.input(1);
    var dy = backward.outputGradient();
    if (backward.needs(0)) {
      kernels.addCombined((p, q, g) -> g * dfda(p, q), a, b, dy, backward.inputGradient(0));
    }
    if (backward.needs(1)) {
      kernels.addCombined((p, q, g) -> g * dfdb(p, q), a, b, dy, backward.inputGradient(1));
    }
  }
}
