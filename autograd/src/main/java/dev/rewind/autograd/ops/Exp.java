package dev.rewind.autograd.ops;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.kernels.Kernels;

/**
 * Exponential function.
 *
 * <pre>
 *   y  = eˣ
 *   dx = dy ⊙ y
 * </pre>
 */
public record Exp() implements ElementwiseOp {
  @Override
  public double f(double x) {
    return StrictMath.exp(x);
  }

  @Override
  public double df(double x, double y) {
    return y;
  }

  @Override
  public Keep keep() {
    return Keep.OUTPUT;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.exp(forward.input(0), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    kernels.addProduct(backward.outputGradient(), backward.output(), backward.inputGradient(0));
  }
}
