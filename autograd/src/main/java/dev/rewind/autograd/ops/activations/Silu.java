package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.kernels.ScalarFunctions;

/**
 * Sigmoid linear unit, also called swish.
 *
 * <pre>
 *   y  = x · σ(x)
 *   dx = dy ⊙ σ(x) · (1 + x · σ(−x))
 * </pre>
 */
public record Silu() implements ElementwiseOp {
  @Override
  public double f(double x) {
    return x * ScalarFunctions.sigmoid(x);
  }

  @Override
  public double df(double x, double y) {
    return ScalarFunctions.sigmoid(x) * (1 + x * ScalarFunctions.sigmoid(-x));
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
