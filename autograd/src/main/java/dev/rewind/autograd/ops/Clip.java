package dev.rewind.autograd.ops;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.Checks;

/**
 * Limits each element to an interval.
 *
 * <pre>
 *   y  = min(max(x, low), high)
 *   dx = dy where low ≤ x ≤ high, else 0
 * </pre>
 *
 * <p>At the limits themselves the slope is 1, as in Keras. At NaN value and slope are NaN.
 *
 * @param low the smallest result, may be −∞
 * @param high the largest result, at least {@code low}, may be ∞
 */
public record Clip(double low, double high) implements ElementwiseOp {
  /**
   * Checks the interval.
   *
   * @param low the smallest result
   * @param high the largest result
   * @throws IllegalArgumentException if it is empty
   */
  public Clip {
    Checks.require(
        low <= high,
        "clip",
        "low is " + low + " and high is " + high + "; expected low ≤ high. Swap them.");
  }

  @Override
  public double f(double x) {
    return Math.min(Math.max(x, low), high);
  }

  @Override
  public double df(double x, double y) {
    if (Double.isNaN(x)) {
      return Double.NaN;
    }
    return low <= x && x <= high ? 1 : 0;
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
