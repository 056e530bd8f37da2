package dev.rewind.autograd.ops;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.kernels.Kernels;

/**
 * Matrix product with the right factor transposed.
 *
 * <pre>
 *   y  = a · bᵀ
 *   da = dy · b
 *   db = dyᵀ · a
 * </pre>
 *
 * <p><b>Shapes</b>: {@code [m, k], [n, k] → [m, n]}.
 */
public record MatMulTransB() implements Op {
  @Override
  public String name() {
    return "matmulTransB";
  }

  @Override
  public int arity() {
    return 2;
  }

  @Override
  public Shape outputShape(Shape... x) {
    if (x[0].columns() != x[1].columns()) {
      throw new ShapeMismatchException(
          "matmulTransB: inner sizes differ: "
              + x[0]
              + " · "
              + x[1]
              + "ᵀ"
              + " ("
              + x[0].columns()
              + " ≠ "
              + x[1].columns()
              + ").",
          x[0],
          x[1]);
    }
    return new Shape(x[0].rows(), x[1].rows());
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.multiplyTransB(forward.input(0), forward.input(1), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    var dy = backward.outputGradient();
    if (backward.needs(0)) {
      kernels.addMultiply(dy, backward.input(1), backward.inputGradient(0));
    }
    if (backward.needs(1)) {
      kernels.addMultiplyTransA(dy, backward.input(0), backward.inputGradient(1));
    }
  }
}
