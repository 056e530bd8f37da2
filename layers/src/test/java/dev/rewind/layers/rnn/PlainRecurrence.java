package dev.rewind.layers.rnn;

import dev.rewind.layers.Mask;
import java.util.ArrayList;
import java.util.List;

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
}
