package dev.rewind.autograd.ops;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.kernels.Kernels;

/**
 * Square.
 *
 * <pre>
 *   y  = x²
 *   dx = dy ⊙ 2x
 * </pre>
 */
public record Square() implements ElementwiseOp {
  @Override
  public double f(double x) {
    return x * x;
  }

  @Override
  public double df(double x, double y) {
    return 2 * x;
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.multiplyElements(forward.input(0), forward.input(0), forward.output());
  }
}
