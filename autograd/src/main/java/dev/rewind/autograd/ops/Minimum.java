package dev.rewind.autograd.ops;

import dev.rewind.autograd.BroadcastOp;
import dev.rewind.autograd.Keep;

/**
 * The smaller of two elements; the right operand is broadcast.
 *
 * <pre>{@code
 * y  = min(a, b)
 * da = dy where a < b, dy / 2 where a = b, else 0
 * db = dy where b < a, dy / 2 where a = b, else 0
 * }</pre>
 *
 * <p>Equal elements share the gradient, as in Keras on torch and on JAX. If one of them is NaN, so
 * are the value and both gradients.
 */
public record Minimum() implements BroadcastOp {
  @Override
  public double f(double a, double b) {
    return Math.min(a, b);
  }

  @Override
  public double dfda(double a, double b) {
    return Maximum.slope(b, a); // the smaller one is the larger one seen from the other side
  }

  @Override
  public double dfdb(double a, double b) {
    return Maximum.slope(a, b);
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
