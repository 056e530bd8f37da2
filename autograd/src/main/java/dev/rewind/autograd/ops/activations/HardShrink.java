package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.Checks;

/**
 * Sets small elements to 0 and leaves the others.
 *
 * <pre>
 *   y  = x where |x| > threshold, else 0
 *   dx = dy where |x| > threshold, else 0
 * </pre>
 *
 * @param threshold the largest size that counts as small, finite, at least 0
 */
public record HardShrink(double threshold) implements ElementwiseOp {
  /**
   * Checks the threshold.
   *
   * @param threshold what counts as small
   * @throws IllegalArgumentException if threshold is negative, infinite or NaN
   */
  public HardShrink {
    Checks.notNegative("hardShrink", "threshold", threshold);
  }

  @Override
  public double f(double x) {
    return Math.abs(x) <= threshold ? 0 : x;
  }

  @Override
  public double df(double x, double y) {
    return Math.abs(x) > threshold ? 1 : 0;
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
