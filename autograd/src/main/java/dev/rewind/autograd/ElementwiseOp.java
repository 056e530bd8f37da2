package dev.rewind.autograd;

import dev.rewind.core.Shape;
import dev.rewind.core.kernels.ElementFunction;
import dev.rewind.core.kernels.Kernels;

/**
 * A function applied to each element: give {@code f} and its derivative {@code df}, and the rest
 * follows.
 *
 * <pre>
 *   y  = f(x)
 *   dx = dy ⊙ df(x, y)
 * </pre>
 */
public interface ElementwiseOp extends Op {

  /**
   * The function.
   *
   * @param x an element of the input
   * @return the element of the output
   */
  double f(double x);

  /**
   * The derivative of the function.
   *
   * @param x an element of the input, or NaN if {@link #keep()} does not ask for inputs
   * @param y the element of the output, or NaN if {@link #keep()} does not ask for the output
   * @return f′(x)
   */
  double df(double x, double y);

  @Override
  default Shape outputShape(Shape... inputs) {
    return inputs[0];
  }

  @Override
  default void forward(Kernels kernels, Forward forward) {
    kernels.map(this::f, forward.input(0), forward.output());
  }

  @Override
  default void backward(Kernels kernels, Backward backward) {
    var dy = backward.outputGradient();
    var dx = backward.inputGradient(0);
    switch (keep()) {
      case NOTHING -> kernels.addDerivative((a, b) -> df(Double.NaN, Double.NaN), dy, dy, dy, dx);
      case INPUTS -> {
        var x = backward.input(0);
        kernels.addDerivative((a, b) -> df(a, Double.NaN), x, x, dy, dx);
      }
      case OUTPUT -> {
        var y = backward.output();
        kernels.addDerivative((a, b) -> df(Double.NaN, b), y, y, dy, dx);
      }
      case INPUTS_AND_OUTPUT ->
          kernels.addDerivative(this::df, backward.input(0), backward.output(), dy, dx);
    }
  }

  /**
   * The function by itself, for an op that has this one as a part, such as a recurrent layer whose
   * gates it is. It may be called by several threads at once, so f and df must depend on their
   * arguments alone.
   *
   * @return f and df; a {@linkplain ElementFunction.Standard standard one} where kernels know it
   */
  default ElementFunction function() {
    return new ElementFunction() {
      @Override
      public double value(double x) {
        return f(x);
      }

      @Override
      public double derivative(double x, double y) {
        return df(keep().inputs() ? x : Double.NaN, keep().output() ? y : Double.NaN);
      }
    };
  }
}
