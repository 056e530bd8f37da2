package dev.rewind.autograd.ops;

import dev.rewind.autograd.BroadcastOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.kernels.Kernels;

/**
 * Elementwise sum; the right operand is broadcast.
 *
 * <pre>
 *   y  = a + b
 *   da = dy
 *   db = dy
 * </pre>
 */
public record Add() implements BroadcastOp {
  @Override
  public double f(double a, double b) {
    return a + b;
  }

  @Override
  public double dfda(double a, double b) {
    return 1;
  }

  @Override
  public double dfdb(double a, double b) {
    return 1;
  }

  @Override
  public Keep keep() {
    return Keep.NOTHING;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.add(forward.input(0), forward.input(1), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    var dy = backward.outputGradient();
    if (backward.needs(0)) {
      kernels.addScaled(1, dy, backward.inputGradient(0));
    }
    if (backward.needs(1)) {
      kernels.addSums(1, dy, backward.inputGradient(1));
    }
  }
}
