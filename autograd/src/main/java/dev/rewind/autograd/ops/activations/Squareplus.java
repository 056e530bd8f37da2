package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.Checks;

/**
 * Algebraic soft rectifier.
 *
 * <pre>
 *   y  = (x + √(x² + b)) / 2
 *   dx = dy ⊙ y² / (y² + b / 4)
 * </pre>
 *
 * <p><b>Source</b>: Barron 2021.
 *
 * @param b how round the corner is, positive and finite
 */
public record Squareplus(double b) implements ElementwiseOp {
  /**
   * Checks b.
   *
   * @param b how round the corner is
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public Squareplus {
    Checks.require(
        b > 0 && b < Double.POSITIVE_INFINITY,
        "squareplus",
        "b must be positive and finite, got " + b + ".");
  }

  @Override
  public double f(double x) {
    double root = StrictMath.hypot(x, Math.sqrt(b));
    return x >= 0 ? 0.5 * x + 0.5 * root : 0.5 * b / (root - x);
  }

  @Override
  public double df(double x, double y) {
    return 1 / (1 + 0.25 * b / y / y);
  }

  @Override
  public Keep keep() {
    return Keep.OUTPUT;
  }
}
