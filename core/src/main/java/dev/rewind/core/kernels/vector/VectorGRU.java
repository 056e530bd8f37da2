package dev.rewind.core.kernels.vector;

import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.rewind.core.kernels.ElementFunction.Standard;
import dev.rewind.core.kernels.GRUKernels;
import dev.rewind.core.kernels.GRURows;
import dev.rewind.core.kernels.RowSet;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link GRUKernels} for the logistic function and tanh, a vector of each gate at a time; what is
 * left over at the end of a row number by number, with the same bits. Other functions are computed
 * by the plain loops.
 */
interface VectorGRU extends GRUKernels {
  /** Lanes of a vector. */
  VectorSpecies<Double> S = Lanes.SPECIES;

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
    candidate(units, gates, r, a, ia + 2 * units, s, is + 2 * units, bias, inner, in, gates, hh);
    VectorMath.tanh(gates, hh, gates, hh, units);
    GateLoops.interpolate(units, gates, ig, hPrev, ip, gates, hh, h, ih);
  }

  /** {@code inner = s + ch}, {@code y = a + bh + r ⊙ inner}. */
  private static void candidate(
      int units,
      double[] gates,
      int ir,
      double[] a,
      int ia,
      double[] s,
      int is,
      double[] bias,
      double[] inner,
      int in,
      double[] y,
      int iy) {
    int whole = S.loopBound(units);
    int two = 2 * units;
    for (int j = 0; j < whole; j += S.length()) {
      DoubleVector sh = fromArray(S, s, is + j).add(fromArray(S, bias, two + units + j));
      DoubleVector ah = fromArray(S, a, ia + j).add(fromArray(S, bias, two + j));
      sh.intoArray(inner, in + j);
      fromArray(S, gates, ir + j).fma(sh, ah).intoArray(y, iy + j);
    }
    for (int j = whole; j < units; j++) {
      double sh = s[is + j] + bias[two + units + j];
      inner[in + j] = sh;
      y[iy + j] = Math.fma(gates[ir + j], sh, a[ia + j] + bias[two + j]);
    }
  }

  @Override
  default void gruBackward(GRURows m, GRURows.Gradients g, RowSet rows) {
    if (!isStandard(m)) {
      GRUKernels.super.gruBackward(m, g, rows);
      return;
    }
    for (int k = 0; k < rows.count(); k++) {
      backward(
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

  private static void backward(
      int units,
      double[] gates,
      int ig,
      double[] inner,
      int in,
      double[] hPrev,
      int ip,
      double[] dh,
      int id,
      double[] dhPrev,
      int to,
      double[] da,
      int ia) {
    int whole = S.loopBound(units);
    int two = 2 * units;
    DoubleVector one = DoubleVector.broadcast(S, 1);
    for (int j = 0; j < whole; j += S.length()) {
      DoubleVector z = fromArray(S, gates, ig + j);
      DoubleVector r = fromArray(S, gates, ig + units + j);
      DoubleVector hh = fromArray(S, gates, ig + two + j);
      DoubleVector d = fromArray(S, dh, id + j);
      DoubleVector rest = one.sub(z);
      DoubleVector dah = d.mul(rest).mul(one.sub(hh.mul(hh)));
      DoubleVector daz = d.mul(fromArray(S, hPrev, ip + j).sub(hh)).mul(z.mul(rest));
      DoubleVector dar = dah.mul(fromArray(S, inner, in + j)).mul(r.mul(one.sub(r)));
      dah.intoArray(da, ia + j);
      daz.intoArray(da, ia + units + j);
      dar.intoArray(da, ia + two + j);
      dah.mul(r).intoArray(da, ia + two + units + j);
      d.mul(z).intoArray(dhPrev, to + j);
    }
    for (int j = whole; j < units; j++) {
      double z = gates[ig + j];
      double r = gates[ig + units + j];
      double hh = gates[ig + two + j];
      double d = dh[id + j];
      double dah = d * (1 - z) * (1 - hh * hh);
      da[ia + j] = dah;
      da[ia + units + j] = d * (hPrev[ip + j] - hh) * (z * (1 - z));
      da[ia + two + j] = dah * inner[in + j] * (r * (1 - r));
      da[ia + two + units + j] = dah * r;
      dhPrev[to + j] = d * z;
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
      for (int j = 0; j < units; j++) {
        inner[to + j] = gates[r + units + j] * hPrev[from + j];
      }
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
}
