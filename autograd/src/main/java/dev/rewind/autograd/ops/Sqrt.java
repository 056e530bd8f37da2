package dev.rewind.autograd.ops;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;

/**
 * Square root.
 *
 * <pre>
 *   y  = √x
 *   dx = dy / 2y
 * </pre>
 *
 * <p>At 0 the slope is infinite; below 0 value and slope are NaN.
 */
public record Sqrt() implements ElementwiseOp {
  @Override
  public double f(double x) {
    return Math.sqrt(x);
  }

  @Override
  public double df(double x, double y) {
    return 0.5 / y;
  }

  @Override
  public Keep keep() {
    return Keep.OUTPUT;
  }
}
