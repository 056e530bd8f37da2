package dev.rewind.autograd.ops;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;

/**
 * The transposed matrix.
 *
 * <pre>
 *   y  = xᵀ
 *   dx = dyᵀ
 * </pre>
 *
 * <p><b>Shapes</b>: {@code [m, n] → [n, m]}.
 */
public record Transpose() implements Op {
  @Override
  public Shape outputShape(Shape... x) {
    return x[0].transposed();
  }

  @Override
  public Keep keep() {
    return Keep.NOTHING;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.transpose(forward.input(0), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    kernels.addTransposed(backward.outputGradient(), backward.inputGradient(0));
  }
}
