package dev.rewind.autograd.ops;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;

/**
 * Power with a constant exponent.
 *
 * <pre>
 *   y  = xᵖ
 *   dx = dy ⊙ p · xᵖ⁻¹
 * </pre>
 *
 * <p>A negative base with a fractional exponent gives NaN. With exponent 0 the slope is 0
 * everywhere.
 *
 * @param exponent p, any number
 */
public record Pow(double exponent) implements ElementwiseOp {
  @Override
  public double f(double x) {
    return StrictMath.pow(x, exponent);
  }

  @Override
  public double df(double x, double y) {
    return exponent == 0 ? 0 : exponent * StrictMath.pow(x, exponent - 1);
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
