package dev.rewind.autograd.ops;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.kernels.Kernels;

/**
 * Multiplies each element by a number.
 *
 * <pre>
 *   y  = factor · x
 *   dx = factor · dy
 * </pre>
 *
 * @param factor any number
 */
public record Scale(double factor) implements ElementwiseOp {
  @Override
  public double f(double x) {
    return factor * x;
  }

  @Override
  public double df(double x, double y) {
    return factor;
  }

  @Override
  public Keep keep() {
    return Keep.NOTHING;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.scale(factor, forward.input(0), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    kernels.addScaled(factor, backward.outputGradient(), backward.inputGradient(0));
  }
}
