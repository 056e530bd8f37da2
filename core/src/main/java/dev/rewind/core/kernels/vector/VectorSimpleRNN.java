package dev.rewind.core.kernels.vector;

import dev.rewind.core.kernels.ElementFunction;
import dev.rewind.core.kernels.ElementFunction.Standard;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.SimpleRNNKernels;
import dev.rewind.core.kernels.TimeRows;
import org.ejml.data.DMatrixRMaj;

/** {@link SimpleRNNKernels} for tanh. */
interface VectorSimpleRNN extends SimpleRNNKernels {

  @Override
  default void simpleForward(
      TimeRows a, TimeRows s, DMatrixRMaj bias, ElementFunction f, TimeRows h, RowSet rows) {
    if (f != Standard.TANH) {
      SimpleRNNKernels.super.simpleForward(a, s, bias, f, h, rows);
      return;
    }
    for (int k = 0; k < rows.count(); k++) {
      int to = rows.start(h, k);
      double[] y = h.matrix().data;
      int units = bias.numCols;
      int from = rows.start(a, k);
      GateLoops.sum(
          units, a.matrix().data, from, s.matrix().data, rows.start(s, k), bias.data, 0, y, to);
      VectorMath.tanh(y, to, y, to, units);
    }
  }

  @Override
  default void simpleBackward(
      TimeRows a, TimeRows h, ElementFunction f, TimeRows dh, TimeRows da, int units, RowSet rows) {
    if (f != Standard.TANH) {
      SimpleRNNKernels.super.simpleBackward(a, h, f, dh, da, units, rows);
      return;
    }
    double[] result = h.matrix().data;
    double[] from = dh.matrix().data;
    double[] to = da.matrix().data;
    for (int k = 0; k < rows.count(); k++) {
      int i = rows.start(h, k);
      int j = rows.start(dh, k);
      int d = rows.start(da, k);
      for (int n = 0; n < units; n++) {
        to[d + n] = from[j + n] * (1 - result[i + n] * result[i + n]);
      }
    }
  }
}
