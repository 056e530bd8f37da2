package dev.rewind.autograd.ops;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;

/**
 * Euclidean length of all elements, of columns or of rows.
 *
 * <pre>
 *   y  = √Σ x²
 *   dx = dy · x / y, 0 where y = 0
 * </pre>
 *
 * <p>At 0 the slope is 0. Squares neither overflow nor vanish on the way. <b>Shapes</b>: see {@link
 * Over}.
 *
 * @param over which elements become one
 */
public record L2Norm(Over over) implements Op {
  @Override
  public String name() {
    return over.name("l2Norm");
  }

  @Override
  public Shape outputShape(Shape... x) {
    return over.reduce(x[0]);
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS_AND_OUTPUT;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.lengths(forward.input(0), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    kernels.addLengthsDerivative(
        backward.input(0), backward.output(), backward.outputGradient(), backward.inputGradient(0));
  }
}
