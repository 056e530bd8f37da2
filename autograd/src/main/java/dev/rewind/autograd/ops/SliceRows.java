package dev.rewind.autograd.ops;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;

/**
 * Some consecutive rows.
 *
 * <pre>
 *   y = x[from … to−1]
 *   dx[from … to−1] = dy
 * </pre>
 *
 * <p><b>Shapes</b>: {@code [m, n] → [to − from, n]}.
 *
 * @param from first row, included
 * @param to last row, excluded
 */
public record SliceRows(int from, int to) implements Op {
  @Override
  public Shape outputShape(Shape... x) {
    if (from < 0 || from >= to || to > x[0].rows()) {
      throw new IllegalArgumentException(
          name()
              + ": rows "
              + from
              + " to "
              + to
              + " do not lie in "
              + x[0]
              + "; expected 0 ≤ from < to ≤ "
              + x[0].rows()
              + ".");
    }
    return new Shape(to - from, x[0].columns());
  }

  @Override
  public Keep keep() {
    return Keep.NOTHING;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    var y = forward.output();
    kernels.copyBlock(y.numRows, y.numCols, forward.input(0), from, 0, y, 0, 0);
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    var dy = backward.outputGradient();
    kernels.addBlock(dy.numRows, dy.numCols, dy, 0, 0, backward.inputGradient(0), from, 0);
  }
}
