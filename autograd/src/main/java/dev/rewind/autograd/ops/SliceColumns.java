package dev.rewind.autograd.ops;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;

/**
 * Some consecutive columns.
 *
 * <pre>
 *   y = x[:, from … to−1]
 *   dx[:, from … to−1] = dy
 * </pre>
 *
 * <p><b>Shapes</b>: {@code [m, n] → [m, to − from]}.
 *
 * @param from first column, included
 * @param to last column, excluded
 */
public record SliceColumns(int from, int to) implements Op {
  @Override
  public Shape outputShape(Shape... x) {
    if (from < 0 || from >= to || to > x[0].columns()) {
      throw new IllegalArgumentException(
          name()
              + ": columns "
              + from
              + " to "
              + to
              + " do not lie in "
              + x[0]
              + "; expected 0 ≤ from < to ≤ "
              + x[0].columns()
              + ".");
    }
    return new Shape(x[0].rows(), to - from);
  }

  @Override
  public Keep keep() {
    return Keep.NOTHING;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    var y = forward.output();
    kernels.copyBlock(y.numRows, y.numCols, forward.input(0), 0, from, y, 0, 0);
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    var dy = backward.outputGradient();
    kernels.addBlock(dy.numRows, dy.numCols, dy, 0, 0, backward.inputGradient(0), 0, from);
  }
}
