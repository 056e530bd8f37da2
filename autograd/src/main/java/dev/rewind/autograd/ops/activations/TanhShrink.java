package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;

/**
 * What tanh takes away.
 *
 * <pre>
 *   y  = x − tanh(x)
 *   dx = dy ⊙ tanh²(x)
 * </pre>
 *
 * <p>Near 0, where the difference would lose its digits, the Taylor series is used.
 */
public record TanhShrink() implements ElementwiseOp {
  private static final double SMALL = 0.02;

  @Override
  public double f(double x) {
    double s = x * x;
    return s < SMALL * SMALL
        ? x * s * (1.0 / 3 - s * (2.0 / 15 - s * (17.0 / 315 - s * (62.0 / 2835))))
        : x - StrictMath.tanh(x);
  }

  @Override
  public double df(double x, double y) {
    double t = StrictMath.tanh(x);
    return t * t;
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
