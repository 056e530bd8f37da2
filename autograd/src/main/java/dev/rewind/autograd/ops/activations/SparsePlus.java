package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;

/**
 * Piecewise quadratic soft rectifier.
 *
 * <pre>
 *   y  = 0 where x ≤ −1, x where x ≥ 1, else (x + 1)² / 4
 *   dx = 0 where x ≤ −1, dy where x ≥ 1, else dy ⊙ (x + 1) / 2
 * </pre>
 */
public record SparsePlus() implements ElementwiseOp {
  @Override
  public double f(double x) {
    if (x <= -1) {
      return 0;
    }
    return x < 1 ? 0.25 * (x + 1) * (x + 1) : x;
  }

  @Override
  public double df(double x, double y) {
    if (x <= -1) {
      return 0;
    }
    return x < 1 ? 0.5 * (x + 1) : 1;
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
