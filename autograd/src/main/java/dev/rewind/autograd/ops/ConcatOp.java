package dev.rewind.autograd.ops;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.kernels.Kernels;

/** Puts matrices together, one below the other or side by side; they must agree across. */
interface ConcatOp extends Op {

  /** True for one below the other, false for side by side. */
  boolean down();

  private int along(Shape shape) {
    return down() ? shape.rows() : shape.columns();
  }

  private int across(Shape shape) {
    return down() ? shape.columns() : shape.rows();
  }

  @Override
  default int arity() {
    return ANY;
  }

  @Override
  default Shape outputShape(Shape... x) {
    int length = 0;
    for (int i = 0; i < x.length; i++) {
      if (across(x[i]) != across(x[0])) {
        throw new ShapeMismatchException(
            name()
                + ": input "
                + i
                + " is "
                + x[i]
                + ", input 0 is "
                + x[0]
                + "; expected equal numbers of "
                + (down() ? "columns." : "rows."),
            x[i],
            x[0]);
      }
      length += along(x[i]);
    }
    return down() ? new Shape(length, across(x[0])) : new Shape(across(x[0]), length);
  }

  @Override
  default Keep keep() {
    return Keep.NOTHING;
  }

  @Override
  default void forward(Kernels kernels, Forward forward) {
    var y = forward.output();
    int first = 0;
    for (int i = 0; i < forward.inputs(); i++) {
      var x = forward.input(i);
      int row = down() ? first : 0;
      int column = down() ? 0 : first;
      kernels.copyBlock(x.numRows, x.numCols, x, 0, 0, y, row, column);
      first += along(Shape.of(x));
    }
  }

  @Override
  default void backward(Kernels kernels, Backward backward) {
    var dy = backward.outputGradient();
    int first = 0;
    for (int i = 0; i < backward.inputs(); i++) {
      Shape shape = backward.inputShape(i);
      int row = down() ? first : 0;
      int column = down() ? 0 : first;
      if (backward.needs(i)) {
        var dx = backward.inputGradient(i);
        kernels.addBlock(shape.rows(), shape.columns(), dy, row, column, dx, 0, 0);
      }
      first += along(shape);
    }
  }
}
