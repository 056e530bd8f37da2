package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;

/**
 * Softsign.
 *
 * <pre>
 *   y  = x / (1 + |x|)
 *   dx = dy / (1 + |x|)²
 * </pre>
 */
public record Softsign() implements ElementwiseOp {
  @Override
  public double f(double x) {
    return x / (1 + Math.abs(x));
  }

  @Override
  public double df(double x, double y) {
    double root = 1 / (1 + Math.abs(x));
    return root * root;
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
