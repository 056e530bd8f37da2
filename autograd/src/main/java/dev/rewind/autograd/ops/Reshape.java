package dev.rewind.autograd.ops;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.kernels.Kernels;

/**
 * The same elements, row after row, in other rows and columns.
 *
 * <pre>
 *   y[i] = x[i]     i counts the elements row by row
 *   dx[i] = dy[i]
 * </pre>
 *
 * <p><b>Shapes</b>: {@code [m, n] → [rows, columns]} with {@code rows · columns = m · n}.
 *
 * @param rows rows of the result
 * @param columns columns of the result
 */
public record Reshape(int rows, int columns) implements Op {
  @Override
  public Shape outputShape(Shape... x) {
    Shape y = new Shape(rows, columns);
    if ((long) rows * columns != (long) x[0].rows() * x[0].columns()) {
      throw new ShapeMismatchException(
          name() + ": " + x[0] + " can not become " + y + "; expected as many elements.", x[0], y);
    }
    return y;
  }

  @Override
  public Keep keep() {
    return Keep.NOTHING;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.scale(1, forward.input(0), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    kernels.addScaled(1, backward.outputGradient(), backward.inputGradient(0));
  }
}
