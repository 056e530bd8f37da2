package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.kernels.ElementFunction;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.ScalarFunctions;

/**
 * Logistic function.
 *
 * <pre>
 *   y  = 1 / (1 + e⁻ˣ)
 *   dx = dy ⊙ y ⊙ (1 − y)
 * </pre>
 */
public record Sigmoid() implements ElementwiseOp {
  @Override
  public double f(double x) {
    return ScalarFunctions.sigmoid(x);
  }

  @Override
  public double df(double x, double y) {
    return y * (1 - y);
  }

  @Override
  public Keep keep() {
    return Keep.OUTPUT;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.sigmoid(forward.input(0), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    kernels.addSigmoidDerivative(
        backward.output(), backward.outputGradient(), backward.inputGradient(0));
  }

  @Override
  public ElementFunction function() {
    return ElementFunction.Standard.SIGMOID;
  }
}
