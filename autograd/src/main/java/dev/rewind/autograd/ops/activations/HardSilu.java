package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;

/**
 * Piecewise quadratic {@link Silu}, also called hard swish.
 *
 * <pre>
 *   y  = x · min(max(x + 3, 0), 6) / 6
 *   dx = 0 where x ≤ −3, dy where x ≥ 3, else dy ⊙ (x / 3 + 1/2)
 * </pre>
 */
public record HardSilu() implements ElementwiseOp {
  @Override
  public double f(double x) {
    return x * (Math.min(Math.max(x + 3, 0), 6) / 6);
  }

  @Override
  public double df(double x, double y) {
    if (x <= -3) {
      return 0;
    }
    return x < 3 ? x / 3 + 0.5 : 1;
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
