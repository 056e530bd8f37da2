package dev.rewind.autograd.ops;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.kernels.Kernels;

/**
 * Chooses each element from one of two matrices.
 *
 * <pre>
 *   y  = a where condition ≠ 0, else b
 *   da = dy where condition ≠ 0, else 0
 *   db = dy where condition = 0, else 0
 * </pre>
 *
 * <p><b>Shapes</b>: condition {@code [m, n]}, {@code [m, 1]}, {@code [1, n]} or {@code [1, 1]}; a
 * and b {@code [m, n]}. The condition gets no gradient. What is not chosen, NaN and infinity too,
 * reaches neither the value nor a gradient of this op. An op before it may still turn the gradient
 * 0 into NaN (0 · ∞, as {@code log} does at 0): choose a harmless argument before such an op, not
 * only its result after it.
 */
public record Where() implements Op {
  @Override
  public int arity() {
    return 3;
  }

  @Override
  public Shape outputShape(Shape... x) {
    Checks.sameShape(name(), x[2], x[1]);
    boolean rows = x[0].rows() == x[1].rows() || x[0].rows() == 1;
    boolean columns = x[0].columns() == x[1].columns() || x[0].columns() == 1;
    if (!rows || !columns) {
      throw new ShapeMismatchException(
          name()
              + ": condition "
              + x[0]
              + " does not fit "
              + x[1]
              + "; expected the same shape, or one row, one column or one element.",
          x[0],
          x[1]);
    }
    return x[1];
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.select(forward.input(0), forward.input(1), forward.input(2), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    var condition = backward.input(0);
    var dy = backward.outputGradient();
    if (backward.needs(1)) {
      kernels.addSelected(condition, true, dy, backward.inputGradient(1));
    }
    if (backward.needs(2)) {
      kernels.addSelected(condition, false, dy, backward.inputGradient(2));
    }
  }
}
