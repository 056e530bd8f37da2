package dev.rewind.autograd.ops;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.kernels.Kernels;

/**
 * Matrix product.
 *
 * <pre>
 *   y  = a · b
 *   da = dy · bᵀ
 *   db = aᵀ · dy
 * </pre>
 *
 * <p><b>Shapes</b>: {@code [m, k] · [k, n] → [m, n]}.
 */
public record MatMul() implements Op {
  @Override
  public String name() {
    return "matmul";
  }

  @Override
  public int arity() {
    return 2;
  }

  @Override
  public Shape outputShape(Shape... x) {
    if (x[0].columns() != x[1].rows()) {
      throw new ShapeMismatchException(
          "matmul: inner sizes differ: "
              + x[0]
              + " · "
              + x[1]
              + " ("
              + x[0].columns()
              + " ≠ "
              + x[1].rows()
              + ").",
          x[0],
          x[1]);
    }
    return new Shape(x[0].rows(), x[1].columns());
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.multiply(forward.input(0), forward.input(1), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    var dy = backward.outputGradient();
    if (backward.needs(0)) {
      kernels.addMultiplyTransB(dy, backward.input(1), backward.inputGradient(0));
    }
    if (backward.needs(1)) {
      kernels.addMultiplyTransA(backward.input(0), dy, backward.inputGradient(1));
    }
  }
}
