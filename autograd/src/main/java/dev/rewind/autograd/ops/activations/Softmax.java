package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;

/**
 * Turns each row into a distribution.
 *
 * <pre>
 *   y  = eˣ / Σ eˣ
 *   dx = y ⊙ (dy − Σ dy ⊙ y)
 * </pre>
 *
 * <p>The sums go over each row; nothing overflows, since the largest element of the row is
 * subtracted first.
 */
public record Softmax() implements Op {
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
    kernels.softmaxRows(forward.input(0), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    kernels.addSoftmaxRowsDerivative(
        backward.output(), backward.outputGradient(), backward.inputGradient(0));
  }
}
