package dev.rewind.autograd.ops;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.kernels.Kernels;

/**
 * Several matrices one below the other.
 *
 * <pre>
 *   y = [x₀; x₁; …]
 *   dxᵢ = the rows of dy that came from xᵢ
 * </pre>
 *
 * <p><b>Shapes</b>: {@code [m₀, n], [m₁, n], … → [m₀ + m₁ + …, n]}.
 */
public record ConcatRows() implements Op {
  @Override
  public int arity() {
    return ANY;
  }

  @Override
  public Shape outputShape(Shape... x) {
    int rows = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i].columns() != x[0].columns()) {
        throw new ShapeMismatchException(
            name()
                + ": input "
                + i
                + " is "
                + x[i]
                + ", input 0 is "
                + x[0]
                + "; expected equal numbers of columns.",
            x[i],
            x[0]);
      }
      rows += x[i].rows();
    }
    return new Shape(rows, x[0].columns());
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
      kernels.copyBlock(x.numRows, x.numCols, x, 0, 0, y, first, 0);
      first += x.numRows;
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
            shape.rows(), shape.columns(), dy, first, 0, backward.inputGradient(i), 0, 0);
      }
      first += shape.rows();
    }
  }
}
