package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.gatherRows;
import static dev.rewind.autograd.ops.Ops.reshape;

import dev.rewind.autograd.Variable;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** What layers do along the time axis of a matrix {@code [timesteps·batch, n]}, time-major. */
final class TimeAxis {
  private TimeAxis() {}

  /**
   * Makes the steps of each sample one, by what is done to the rows of {@code [timesteps,
   * batch·n]}, which has its elements in the same order.
   *
   * @return {@code [batch, n]}
   */
  static Variable reduce(Variable x, int timesteps, UnaryOperator<Variable> overRows) {
    int batch = x.shape().rows() / timesteps;
    int columns = x.shape().columns();
    return reshape(overRows.apply(reshape(x, timesteps, batch * columns)), batch, columns);
  }

  /** Gives each step of a sample the sample's row: {@code [batch, n] → [timesteps·batch, n]}. */
  static Variable repeat(Variable x, int timesteps) {
    int batch = x.shape().rows();
    return gather(x, timesteps * batch, row -> row % batch);
  }

  /** Gives each sample the step's row: {@code [timesteps, n] → [timesteps·batch, n]}. */
  static Variable share(Variable x, int batch) {
    return gather(x, x.shape().rows() * batch, row -> row / batch);
  }

  /** The elements of a sample in one row, as Keras has them: {@code [batch, timesteps·n]}. */
  static Variable flatten(Variable x, int timesteps) {
    if (timesteps == 1) {
      return x;
    }
    int batch = x.shape().rows() / timesteps;
    Variable samplesFirst =
        gather(x, x.shape().rows(), row -> row % timesteps * batch + row / timesteps);
    return reshape(samplesFirst, batch, timesteps * x.shape().columns());
  }

  /** The reverse of {@link #flatten}: {@code [batch, timesteps·n] → [timesteps·batch, n]}. */
  static Variable unflatten(Variable x, int timesteps) {
    if (timesteps == 1) {
      return x;
    }
    int batch = x.shape().rows();
    int rows = timesteps * batch;
    Variable samplesFirst = reshape(x, rows, x.shape().columns() / timesteps);
    return gather(samplesFirst, rows, row -> row % batch * timesteps + row / batch);
  }

  private static Variable gather(Variable x, int rows, IntUnaryOperator source) {
    return gatherRows(x, IntStream.range(0, rows).map(source).toArray());
  }
}
