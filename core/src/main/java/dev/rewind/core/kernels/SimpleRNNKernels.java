package dev.rewind.core.kernels;

import org.ejml.data.DMatrixRMaj;

/** The step of a SimpleRNN, {@code h = f(a + s)}, forward and backward, for some rows. */
public interface SimpleRNNKernels {

  /**
   * A step.
   *
   * @param a arguments: from the input before the step, whole after it. Modified.
   * @param s what the step gets from the state, {@code hPrev·U}. Not modified.
   * @param bias {@code [1, units]}. Not modified.
   * @param f the activation
   * @param h the states after the step. Modified.
   * @param rows which rows
   */
  default void simpleForward(
      TimeRows a, TimeRows s, DMatrixRMaj bias, ElementFunction f, TimeRows h, RowSet rows) {
    double[] x = a.matrix().data;
    for (int k = 0; k < rows.count(); k++) {
      int at = rows.start(a, k);
      int from = rows.start(s, k);
      int to = rows.start(h, k);
      for (int j = 0; j < bias.numCols; j++) {
        x[at + j] += s.matrix().data[from + j] + bias.data[j];
        h.matrix().data[to + j] = f.value(x[at + j]);
      }
    }
  }

  /**
   * The gradient of its arguments, {@code da = dh ⊙ f′}.
   *
   * @param a arguments. Not modified.
   * @param h the states after the step. Not modified.
   * @param f the activation
   * @param dh gradient of these states. Not modified.
   * @param da gradient of the arguments. Modified.
   * @param units how many columns
   * @param rows which rows
   */
  default void simpleBackward(
      TimeRows a, TimeRows h, ElementFunction f, TimeRows dh, TimeRows da, int units, RowSet rows) {
    for (int k = 0; k < rows.count(); k++) {
      int at = rows.start(a, k);
      int result = rows.start(h, k);
      int from = rows.start(dh, k);
      int to = rows.start(da, k);
      for (int j = 0; j < units; j++) {
        double slope = f.derivative(a.matrix().data[at + j], h.matrix().data[result + j]);
        da.matrix().data[to + j] = dh.matrix().data[from + j] * slope;
      }
    }
  }
}
