package dev.rewind.layers.rnn;

import dev.rewind.layers.Mask;
import dev.rewind.layers.Weight;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The rules of a recurrent layer by plain loops, for a cell whose output is its first state: the
 * reference of the tests.
 *
 * @param cell the equations of a step
 * @param goBackwards from the end to the start
 */
record PlainRecurrence(Cell cell, boolean goBackwards) {

  /** A step of one sample. */
  interface Cell {
    /** {@return the new states} */
    List<double[]> step(int sample, double[] x, List<double[]> states);
  }

  /** The equations of a cell, which wait for its weights. */
  @FunctionalInterface
  interface Equations {
    /** {@return the cell by plain loops} */
    Cell with(List<Weight> weights);
  }

  /** What comes out for one sample: an output per step, and the last states. */
  record Result(List<double[]> outputs, List<double[]> states) {}

  Result run(double[][] rows, int sample, Mask mask, List<double[]> initialStates) {
    int timesteps = mask.timesteps();
    List<double[]> states = initialStates;
    double[] output = new double[initialStates.get(0).length];
    List<double[]> outputs = new ArrayList<>();
    for (int i = 0; i < timesteps; i++) {
      int t = goBackwards ? timesteps - 1 - i : i;
      if (mask.isValid(sample, t)) {
        states = cell.step(sample, rows[t * mask.batch() + sample], states);
        output = states.get(0);
      }
      outputs.add(output);
    }
    return new Result(outputs, states);
  }

  /** A column of {@code v·m}. */
  static double product(double[] v, double[][] m, int column) {
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      sum += v[i] * m[i][column];
    }
    return sum;
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double[][] rows(DMatrixRMaj matrix) {
    double[][] rows = new double[matrix.numRows][matrix.numCols];
    for (int i = 0; i < matrix.numRows; i++) {
      for (int j = 0; j < matrix.numCols; j++) {
        rows[i][j] = matrix.get(i, j);
      }
    }
    return rows;
  }
}
