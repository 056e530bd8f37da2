package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.Checks;

/**
 * Exponential linear unit.
 *
 * <pre>
 *   y  = x where x > 0, else alpha · (eˣ − 1)
 *   dx = dy where x > 0, else dy ⊙ alpha · eˣ
 * </pre>
 *
 * <p><b>Source</b>: Clevert, Unterthiner and Hochreiter 2016.
 *
 * @param alpha minus the limit at −∞, finite, at least 0
 */
public record Elu(double alpha) implements ElementwiseOp {
  /**
   * Checks the alpha.
   *
   * @param alpha minus the limit at −∞
   * @throws IllegalArgumentException if alpha is negative, infinite or NaN
   */
  public Elu {
    Checks.notNegative("elu", "alpha", alpha);
  }

  @Override
  public double f(double x) {
    return x > 0 ? x : alpha * StrictMath.expm1(x);
  }

  @Override
  public double df(double x, double y) {
    return x > 0 ? 1 : alpha * StrictMath.exp(x);
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
