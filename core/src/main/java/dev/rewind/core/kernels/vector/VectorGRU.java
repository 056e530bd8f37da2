package dev.rewind.core.kernels.vector;

import dev.rewind.core.kernels.ElementFunction.Standard;
import dev.rewind.core.kernels.GRUKernels;
import dev.rewind.core.kernels.GRURows;
import dev.rewind.core.kernels.RowSet;

/**
 * {@link GRUKernels} for the logistic function and tanh, row by row in {@link GRULoops}. Other
 * functions are computed by the plain loops.
 */
interface VectorGRU extends GRUKernels {
  private static boolean isStandard(GRURows m) {
    return m.gate() == Standard.SIGMOID && m.candidate() == Standard.TANH;
  }

  @Override
  default void gruForward(GRURows m, RowSet rows) {
    if (!isStandard(m)) {
      GRUKernels.super.gruForward(m, rows);
      return;
    }
    for (int k = 0; k < rows.count(); k++) {
      forward(
          m.units(),
          m.a().matrix().data,
          rows.start(m.a(), k),
          m.gates().matrix().data,
          rows.start(m.gates(), k),
          m.inner().matrix().data,
          rows.start(m.inner(), k),
          m.s().matrix().data,
          rows.start(m.s(), k),
          m.bias().data,
          m.before().matrix().data,
          rows.start(m.before(), k),
          m.after().matrix().data,
          rows.start(m.after(), k));
    }
  }

  private static void forward(
      int units,
      double[] a,
      int ia,
      double[] gates,
      int ig,
      double[] inner,
      int in,
      double[] s,
      int is,
      double[] bias,
      double[] hPrev,
      int ip,
      double[] h,
      int ih) {
    int r = ig + units;
    int hh = r + units;
    GateLoops.sum(2 * units, a, ia, s, is, bias, 0, gates, ig);
    VectorMath.sigmoid(gates, ig, gates, ig, 2 * units);
    GRULoops.candidate(
        units, gates, r, a, ia + 2 * units, s, is + 2 * units, bias, inner, in, gates, hh);
    VectorMath.tanh(gates, hh, gates, hh, units);
    GateLoops.interpolate(units, gates, ig, hPrev, ip, gates, hh, h, ih);
  }

  @Override
  default void gruBackward(GRURows m, GRURows.Gradients g, RowSet rows) {
    if (!isStandard(m)) {
      GRUKernels.super.gruBackward(m, g, rows);
      return;
    }
    for (int k = 0; k < rows.count(); k++) {
      GRULoops.backward(
          m.units(),
          m.gates().matrix().data,
          rows.start(m.gates(), k),
          m.inner().matrix().data,
          rows.start(m.inner(), k),
          m.before().matrix().data,
          rows.start(m.before(), k),
          g.dh().matrix().data,
          rows.start(g.dh(), k),
          g.dhPrev().matrix().data,
          rows.start(g.dhPrev(), k),
          g.da().matrix().data,
          rows.start(g.da(), k));
    }
  }

  @Override
  default void gruResetForward(GRURows m, RowSet rows) {
    if (!isStandard(m)) {
      GRUKernels.super.gruResetForward(m, rows);
      return;
    }
    int units = m.units();
    double[] gates = m.gates().matrix().data;
    for (int k = 0; k < rows.count(); k++) {
      int r = rows.start(m.gates(), k);
      GateLoops.sum(
          2 * units,
          m.a().matrix().data,
          rows.start(m.a(), k),
          m.s().matrix().data,
          rows.start(m.s(), k),
          m.bias().data,
          0,
          gates,
          r);
      VectorMath.sigmoid(gates, r, gates, r, 2 * units);
      double[] hPrev = m.before().matrix().data;
      int from = rows.start(m.before(), k);
      double[] inner = m.inner().matrix().data;
      int to = rows.start(m.inner(), k);
      GRULoops.product(units, gates, r + units, hPrev, from, inner, to);
    }
  }

  @Override
  default void gruCandidateForward(GRURows m, RowSet rows) {
    if (!isStandard(m)) {
      GRUKernels.super.gruCandidateForward(m, rows);
      return;
    }
    int units = m.units();
    int two = 2 * units;
    double[] gates = m.gates().matrix().data;
    for (int k = 0; k < rows.count(); k++) {
      int ig = rows.start(m.gates(), k);
      GateLoops.sum(
          units,
          m.a().matrix().data,
          rows.start(m.a(), k) + two,
          m.s().matrix().data,
          rows.start(m.s(), k) + two,
          m.bias().data,
          two,
          gates,
          ig + two);
      VectorMath.tanh(gates, ig + two, gates, ig + two, units);
      GateLoops.interpolate(
          units,
          gates,
          ig,
          m.before().matrix().data,
          rows.start(m.before(), k),
          gates,
          ig + two,
          m.after().matrix().data,
          rows.start(m.after(), k));
    }
  }

  @Override
  default void gruCandidateBackward(GRURows m, GRURows.Gradients g, RowSet rows) {
    if (!isStandard(m)) {
      GRUKernels.super.gruCandidateBackward(m, g, rows);
      return;
    }
    for (int k = 0; k < rows.count(); k++) {
      GRULoops.candidateBackward(
          m.units(),
          m.gates().matrix().data,
          rows.start(m.gates(), k),
          m.before().matrix().data,
          rows.start(m.before(), k),
          g.dh().matrix().data,
          rows.start(g.dh(), k),
          g.dhPrev().matrix().data,
          rows.start(g.dhPrev(), k),
          g.da().matrix().data,
          rows.start(g.da(), k));
    }
  }

  @Override
  default void gruResetBackward(GRURows m, GRURows.Gradients g, RowSet rows) {
    if (!isStandard(m)) {
      GRUKernels.super.gruResetBackward(m, g, rows);
      return;
    }
    int units = m.units();
    for (int k = 0; k < rows.count(); k++) {
      GRULoops.resetBackward(
          units,
          m.gates().matrix().data,
          rows.start(m.gates(), k) + units,
          m.before().matrix().data,
          rows.start(m.before(), k),
          g.dInner().matrix().data,
          rows.start(g.dInner(), k),
          g.dhPrev().matrix().data,
          rows.start(g.dhPrev(), k),
          g.da().matrix().data,
          rows.start(g.da(), k) + units);
    }
  }
}
