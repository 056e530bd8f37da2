package dev.rewind.autograd.ops;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;

/**
 * Absolute value.
 *
 * <pre>
 *   y  = |x|
 *   dx = dy ⊙ sign(x)
 * </pre>
 *
 * <p>At 0 the slope is 0.
 */
public record Abs() implements ElementwiseOp {
  @Override
  public double f(double x) {
    return Math.abs(x);
  }

  @Override
  public double df(double x, double y) {
    return Math.signum(x);
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
