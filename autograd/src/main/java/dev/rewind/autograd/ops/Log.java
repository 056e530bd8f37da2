package dev.rewind.autograd.ops;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;

/**
 * Natural logarithm.
 *
 * <pre>
 *   y  = log(x)
 *   dx = dy / x
 * </pre>
 *
 * <p>At 0 the value is −∞ and the slope infinite; below 0 the value is NaN.
 */
public record Log() implements ElementwiseOp {
  @Override
  public double f(double x) {
    return StrictMath.log(x);
  }

  @Override
  public double df(double x, double y) {
    return 1 / x;
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
