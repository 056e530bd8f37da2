package dev.rewind.autograd.ops;

import dev.rewind.autograd.BroadcastOp;
import dev.rewind.autograd.Keep;

/**
 * The larger of two elements; the right operand is broadcast.
 *
 * <pre>
 *   y  = max(a, b)
 *   da = dy where a > b, dy / 2 where a = b, else 0
 *   db = dy where b > a, dy / 2 where a = b, else 0
 * </pre>
 *
 * <p>Equal elements share the gradient, as in Keras on torch and on JAX. If one of them is NaN, so
 * are the value and both gradients.
 */
public record Maximum() implements BroadcastOp {
  @Override
  public double f(double a, double b) {
    return Math.max(a, b);
  }

  @Override
  public double dfda(double a, double b) {
    return slope(a, b);
  }

  @Override
  public double dfdb(double a, double b) {
    return slope(b, a);
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }

  /** How much of the gradient goes to {@code own} when the larger of both is wanted. */
  static double slope(double own, double other) {
    if (own == other) {
      return 0.5;
    }
    if (own > other) {
      return 1;
    }
    return Double.isNaN(own) || Double.isNaN(other) ? Double.NaN : 0;
  }
}
