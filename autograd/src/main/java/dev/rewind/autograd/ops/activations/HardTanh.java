package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;

/**
 * Identity between −1 and 1, constant outside.
 *
 * <pre>{@code
 * y  = min(max(x, −1), 1)
 * dx = dy where |x| < 1, else 0
 * }</pre>
 */
public record HardTanh() implements ElementwiseOp {
  @Override
  public double f(double x) {
    return Math.min(Math.max(x, -1), 1);
  }

  @Override
  public double df(double x, double y) {
    return Math.abs(x) < 1 ? 1 : 0;
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
