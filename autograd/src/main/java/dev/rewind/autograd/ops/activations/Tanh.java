package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.kernels.ElementFunction;
import dev.rewind.core.kernels.Kernels;

/**
 * Hyperbolic tangent.
 *
 * <pre>
 *   y  = tanh(x)
 *   dx = dy ⊙ (1 − y²)
 * </pre>
 */
public record Tanh() implements ElementwiseOp {
  @Override
  public double f(double x) {
    return StrictMath.tanh(x);
  }

  @Override
  public double df(double x, double y) {
    return 1 - y * y;
  }

  @Override
  public Keep keep() {
    return Keep.OUTPUT;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.tanh(forward.input(0), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    kernels.addTanhDerivative(
        backward.output(), backward.outputGradient(), backward.inputGradient(0));
  }

  @Override
  public ElementFunction function() {
    return ElementFunction.Standard.TANH;
  }
}
