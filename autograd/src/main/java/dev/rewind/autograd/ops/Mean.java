package dev.rewind.autograd.ops;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;

/**
 * Mean of all elements, over rows or over columns.
 *
 * <pre>
 *   y  = Σ x / count
 *   dx = dy / count, for each of the elements
 * </pre>
 *
 * <p><b>Shapes</b>: see {@link Over}.
 *
 * @param over which elements become one
 */
public record Mean(Over over) implements Op {
  @Override
  public String name() {
    return over.name("mean");
  }

  @Override
  public Shape outputShape(Shape... x) {
    return over.reduceNotEmpty(name(), x[0]);
  }

  @Override
  public Keep keep() {
    return Keep.NOTHING;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    var x = forward.input(0);
    kernels.fill(0, forward.output());
    kernels.addSums(1.0 / over.count(Shape.of(x)), x, forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    var dx = backward.inputGradient(0);
    kernels.addSpread(1.0 / over.count(Shape.of(dx)), backward.outputGradient(), dx);
  }
}
