package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;

/**
 * Turns each row into the nearest distribution, in which small elements become exactly 0.
 *
 * <pre>
 *   y  = max(x − τ, 0),  τ such that Σ y = 1
 *   dx = dy − mean(dy over the elements with y > 0) where y > 0, else 0
 * </pre>
 *
 * <p><b>Source</b>: Martins and Astudillo 2016.
 */
public record Sparsemax() implements Op {
  @Override
  public Shape outputShape(Shape... x) {
    return x[0];
  }

  @Override
  public Keep keep() {
    return Keep.OUTPUT;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.sparsemaxRows(forward.input(0), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    kernels.addSparsemaxRowsDerivative(
        backward.output(), backward.outputGradient(), backward.inputGradient(0));
  }
}
