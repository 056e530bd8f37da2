package dev.rewind.autograd.ops;

import dev.rewind.autograd.BroadcastOp;
import dev.rewind.autograd.Keep;

/**
 * Elementwise product; the right operand is broadcast.
 *
 * <pre>
 *   y  = a ⊙ b
 *   da = dy ⊙ b
 *   db = dy ⊙ a
 * </pre>
 */
public record Mul() implements BroadcastOp {
  @Override
  public double f(double a, double b) {
    return a * b;
  }

  @Override
  public double dfda(double a, double b) {
    return b;
  }

  @Override
  public double dfdb(double a, double b) {
    return a;
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
