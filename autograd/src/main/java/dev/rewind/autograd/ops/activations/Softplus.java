package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.kernels.ScalarFunctions;

/**
 * Soft rectifier.
 *
 * <pre>
 *   y  = log(1 + eˣ)
 *   dx = dy ⊙ σ(x) = dy ⊙ (1 − e⁻ʸ)
 * </pre>
 */
public record Softplus() implements ElementwiseOp {
  @Override
  public double f(double x) {
    return ScalarFunctions.softplus(x);
  }

  @Override
  public double df(double x, double y) {
    return -StrictMath.expm1(-y);
  }

  @Override
  public Keep keep() {
    return Keep.OUTPUT;
  }
}
