package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.Checks;

/**
 * Continuously differentiable exponential linear unit.
 *
 * <pre>
 *   y  = x where x > 0, else alpha · (e^(x / alpha) − 1)
 *   dx = dy where x > 0, else dy ⊙ e^(x / alpha)
 * </pre>
 *
 * <p><b>Source</b>: Barron 2017.
 *
 * @param alpha minus the limit at −∞, positive and finite
 */
public record Celu(double alpha) implements ElementwiseOp {
  /**
   * Checks alpha.
   *
   * @param alpha minus the limit at −∞
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public Celu {
    Checks.require(
        alpha > 0 && alpha < Double.POSITIVE_INFINITY,
        "celu",
        "alpha must be positive and finite, got " + alpha + ".");
  }

  @Override
  public double f(double x) {
    return x > 0 ? x : alpha * StrictMath.expm1(x / alpha);
  }

  @Override
  public double df(double x, double y) {
    return x > 0 ? 1 : StrictMath.exp(x / alpha);
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
