package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.kernels.ScalarFunctions;

/**
 * Logarithm of the logistic function.
 *
 * <pre>
 *   y  = log(1 / (1 + e⁻ˣ))
 *   dx = dy ⊙ σ(−x) = dy ⊙ (1 − eʸ)
 * </pre>
 */
public record LogSigmoid() implements ElementwiseOp {
  @Override
  public double f(double x) {
    return -ScalarFunctions.softplus(-x);
  }

  @Override
  public double df(double x, double y) {
    return -StrictMath.expm1(y);
  }

  @Override
  public Keep keep() {
    return Keep.OUTPUT;
  }
}
