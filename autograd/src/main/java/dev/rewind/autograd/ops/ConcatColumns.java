package dev.rewind.autograd.ops;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.kernels.Kernels;

/**
 * Several matrices side by side.
 *
 * <pre>
 *   y = [x₀ | x₁ | …]
 *   dxᵢ = the columns of dy that came from xᵢ
 * </pre>
 *
 * <p><b>Shapes</b>: {@code [m, n₀], [m, n₁], … → [m, n₀ + n₁ + …]}.
 */
public record ConcatColumns() implements Op {
  @Override
  public int arity() {
    return ANY;
  }

  @Override
  public Shape outputShape(Shape... x) {
    int columns = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i].rows() != x[0].rows()) {
        throw new ShapeMismatchException(
            name()
                + ": input "
                + i
                + " is "
                + x[i]
                + ", input 0 is "
                + x[0]
                + "; expected equal numbers of rows.",
            x[i],
            x[0]);
      }
      columns += x[i].columns();
    }
    return new Shape(x[0].rows(), columns);
  }

  @Override
  public Keep keep() {
    return Keep.NOTHING;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    var y = forward.output();
    int first = 0;
    for (int i = 0; i < forward.inputs(); i++) {
      var x = forward.input(i);
      kernels.copyBlock(x.numRows, x.numCols, x, 0, 0, y, 0, first);
      first += x.numCols;
    }
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    var dy = backward.outputGradient();
    int first = 0;
    for (int i = 0; i < backward.inputs(); i++) {
      Shape shape = backward.inputShape(i);
      if (backward.needs(i)) {
        kernels.addBlock(
            shape.rows(), shape.columns(), dy, 0, first, backward.inputGradient(i), 0, 0);
      }
      first += shape.columns();
    }
  }
}
