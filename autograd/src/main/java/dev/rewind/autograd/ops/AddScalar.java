package dev.rewind.autograd.ops;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.kernels.Kernels;

/**
 * Adds a number to each element.
 *
 * <pre>
 *   y  = x + addend
 *   dx = dy
 * </pre>
 *
 * @param addend any number
 */
public record AddScalar(double addend) implements ElementwiseOp {
  @Override
  public double f(double x) {
    return x + addend;
  }

  @Override
  public double df(double x, double y) {
    return 1;
  }

  @Override
  public Keep keep() {
    return Keep.NOTHING;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.shift(addend, forward.input(0), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    kernels.addScaled(1, backward.outputGradient(), backward.inputGradient(0));
  }
}
