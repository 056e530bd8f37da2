package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;

/**
 * Piecewise linear sigmoid of Keras 1 and 2, there called {@code hard_sigmoid}.
 *
 * <pre>
 *   y  = min(max(0.2 x + 0.5, 0), 1)
 *   dx = 0.2 dy where |x| ≤ 2.5, else 0
 * </pre>
 */
public record LegacyHardSigmoid() implements ElementwiseOp {
  @Override
  public double f(double x) {
    return Math.min(Math.max(0.2 * x + 0.5, 0), 1);
  }

  @Override
  public double df(double x, double y) {
    return Math.abs(x) <= 2.5 ? 0.2 : 0;
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
