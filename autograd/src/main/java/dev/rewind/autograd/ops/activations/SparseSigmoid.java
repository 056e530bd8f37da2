package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;

/**
 * Piecewise linear sigmoid between −1 and 1, the derivative of {@link SparsePlus}.
 *
 * <pre>{@code
 * y  = min(max((x + 1) / 2, 0), 1)
 * dx = dy / 2 where |x| < 1, else 0
 * }</pre>
 */
public record SparseSigmoid() implements ElementwiseOp {
  @Override
  public double f(double x) {
    return Math.min(Math.max(0.5 * (x + 1), 0), 1);
  }

  @Override
  public double df(double x, double y) {
    return Math.abs(x) < 1 ? 0.5 : 0;
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
