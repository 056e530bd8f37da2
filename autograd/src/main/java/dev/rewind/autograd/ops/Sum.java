package dev.rewind.autograd.ops;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;

/**
 * Sum of all elements, over rows or over columns.
 *
 * <pre>
 *   y  = Σ x
 *   dx = dy, for each element that was summed
 * </pre>
 *
 * <p><b>Shapes</b>: see {@link Over}.
 *
 * @param over which elements become one
 */
public record Sum(Over over) implements Op {
  @Override
  public String name() {
    return over.name("sum");
  }

  @Override
  public Shape outputShape(Shape... x) {
    return over.reduce(x[0]);
  }

  @Override
  public Keep keep() {
    return Keep.NOTHING;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.fill(0, forward.output());
    kernels.addSums(1, forward.input(0), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    kernels.addSpread(1, backward.outputGradient(), backward.inputGradient(0));
  }
}
