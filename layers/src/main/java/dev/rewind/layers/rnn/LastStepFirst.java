package dev.rewind.layers.rnn;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;

/**
 * The steps of a sequence in reversed order.
 *
 * <pre>
 *   y[t] = x[timesteps − 1 − t]
 *   dx[timesteps − 1 − t] += dy[t]
 * </pre>
 *
 * <p><b>Shapes</b>: {@code [m, n] → [timesteps·batch, n]}, time-major; x may have further rows,
 * which are not read.
 *
 * @param timesteps number of steps
 * @param batch number of samples, which are the rows of a step
 */
record LastStepFirst(int timesteps, int batch) implements Op {
  @Override
  public Shape outputShape(Shape... x) {
    Checks.require(
        timesteps * batch <= x[0].rows(),
        name(),
        "x is "
            + x[0]
            + "; expected at least "
            + timesteps * batch
            + " rows, "
            + timesteps
            + " steps of "
            + batch
            + " samples.");
    return new Shape(timesteps * batch, x[0].columns());
  }

  @Override
  public Keep keep() {
    return Keep.NOTHING;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    var y = forward.output();
    for (int t = 0; t < timesteps; t++) {
      kernels.copyBlock(
          batch, y.numCols, forward.input(0), row(timesteps - 1 - t), 0, y, row(t), 0);
    }
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    var dy = backward.outputGradient();
    var dx = backward.inputGradient(0);
    for (int t = 0; t < timesteps; t++) {
      kernels.addBlock(batch, dy.numCols, dy, row(t), 0, dx, row(timesteps - 1 - t), 0);
    }
  }

  private int row(int timestep) {
    return timestep * batch;
  }
}
