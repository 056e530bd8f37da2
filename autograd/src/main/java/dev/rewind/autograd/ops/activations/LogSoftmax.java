package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;

/**
 * Logarithm of the softmax of each row.
 *
 * <pre>
 *   y  = x − log Σ eˣ
 *   dx = dy − eʸ Σ dy
 * </pre>
 *
 * <p>The sums go over each row; nothing overflows, since the largest element of the row is
 * subtracted first.
 */
public record LogSoftmax() implements Op {
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
    kernels.logSoftmaxRows(forward.input(0), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    kernels.addLogSoftmaxRowsDerivative(
        backward.output(), backward.outputGradient(), backward.inputGradient(0));
  }
}
