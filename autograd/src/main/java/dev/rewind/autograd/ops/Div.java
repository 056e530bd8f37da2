package dev.rewind.autograd.ops;

import dev.rewind.autograd.BroadcastOp;
import dev.rewind.autograd.Keep;

/**
 * Elementwise quotient; the right operand is broadcast.
 *
 * <pre>
 *   y  = a / b
 *   da = dy / b
 *   db = −dy ⊙ a / b²
 * </pre>
 */
public record Div() implements BroadcastOp {
  @Override
  public double f(double a, double b) {
    return a / b;
  }

  @Override
  public double dfda(double a, double b) {
    return 1 / b;
  }

  @Override
  public double dfdb(double a, double b) {
    return -(a / b) / b;
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
