package dev.rewind.autograd.ops;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;

/**
 * Largest of all elements, over rows or over columns.
 *
 * <pre>
 *   y  = max x
 *   dx = dy / ties where x = y, else 0
 * </pre>
 *
 * <p>Elements that are largest together share the gradient equally, as in Keras on each of its
 * backends. If an element is NaN, so are the value and the gradient of every element.
 * <b>Shapes</b>: see {@link Over}.
 *
 * @param over which elements become one
 */
public record Max(Over over) implements Op {
  @Override
  public String name() {
    return over.name("max");
  }

  @Override
  public Shape outputShape(Shape... x) {
    return over.reduceNotEmpty(name(), x[0]);
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS_AND_OUTPUT;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.maxima(forward.input(0), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    kernels.addMaximaDerivative(
        backward.input(0), backward.output(), backward.outputGradient(), backward.inputGradient(0));
  }
}
