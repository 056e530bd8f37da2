package dev.rewind.autograd.ops;

import dev.rewind.autograd.BroadcastOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.kernels.Kernels;

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

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.multiplyElements(forward.input(0), forward.input(1), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    var dy = backward.outputGradient();
    if (backward.needs(0)) {
      kernels.addProduct(dy, backward.input(1), backward.inputGradient(0));
    }
    if (backward.needs(1)) {
      kernels.addProduct(dy, backward.input(0), backward.inputGradient(1));
    }
  }
}
