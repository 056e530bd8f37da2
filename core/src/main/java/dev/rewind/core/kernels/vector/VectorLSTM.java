package dev.rewind.core.kernels.vector;

import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.rewind.core.kernels.ElementFunction.Standard;
import dev.rewind.core.kernels.LSTMKernels;
import dev.rewind.core.kernels.LSTMRows;
import dev.rewind.core.kernels.RowSet;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link LSTMKernels} for the logistic function and tanh, as {@link VectorGRU} does it. */
interface VectorLSTM extends LSTMKernels {

  private static boolean isStandard(LSTMRows m) {
    return m.gate() == Standard.SIGMOID && m.activation() == Standard.TANH;
  }

  @Override
  default void lstmForward(LSTMRows m, RowSet rows) {
    if (!isStandard(m)) {
      LSTMKernels.super.lstmForward(m, rows);
      return;
    }
    int units = m.units();
    int g = 2 * units;
    int o = 3 * units;
    double[] a = m.a().matrix().data;
    double[] s = m.s().matrix().data;
    double[] bias = m.bias().data;
    double[] gates = m.gates().matrix().data;
    for (int k = 0; k < rows.count(); k++) {
      int ia = rows.start(m.a(), k);
      int is = rows.start(m.s(), k);
      int ig = rows.start(m.gates(), k);
      GateLoops.sum(4 * units, a, ia, s, is, bias, 0, gates, ig);
      VectorMath.sigmoid(gates, ig, gates, ig, g);
      VectorMath.tanh(gates, ig + g, gates, ig + g, units);
      VectorMath.sigmoid(gates, ig + o, gates, ig + o, units);
      carry(
          units,
          gates,
          ig,
          m.cBefore().matrix().data,
          rows.start(m.cBefore(), k),
          m.cAfter().matrix().data,
          rows.start(m.cAfter(), k),
          m.kc().matrix().data,
          rows.start(m.kc(), k),
          m.after().matrix().data,
          rows.start(m.after(), k));
    }
  }

  /** {@code c = f ⊙ cPrev + i ⊙ g}, {@code h = o ⊙ tanh(c)}. */
  private static void carry(
      int units,
      double[] gates,
      int ig,
      double[] cPrev,
      int ip,
      double[] c,
      int ic,
      double[] kc,
      int ik,
      double[] h,
      int ih) {
    VectorSpecies<Double> species = Lanes.SPECIES;
    int whole = species.loopBound(units);
    int f = ig + units;
    int g = f + units;
    int o = g + units;
    for (int j = 0; j < whole; j += species.length()) {
      DoubleVector kept = fromArray(species, gates, f + j).mul(fromArray(species, cPrev, ip + j));
      DoubleVector input = fromArray(species, gates, ig + j);
      DoubleVector sum = input.fma(fromArray(species, gates, g + j), kept);
      sum.intoArray(c, ic + j);
    }
    for (int j = whole; j < units; j++) {
      c[ic + j] = Math.fma(gates[ig + j], gates[g + j], gates[f + j] * cPrev[ip + j]);
    }
    VectorMath.tanh(c, ic, kc, ik, units);
    for (int j = 0; j < whole; j += species.length()) {
      DoubleVector activated = fromArray(species, kc, ik + j);
      fromArray(species, gates, o + j).mul(activated).intoArray(h, ih + j);
    }
    for (int j = whole; j < units; j++) {
      h[ih + j] = gates[o + j] * kc[ik + j];
    }
  }

  @Override
  default void lstmBackward(LSTMRows m, LSTMRows.Gradients d, RowSet rows) {
    if (!isStandard(m)) {
      LSTMKernels.super.lstmBackward(m, d, rows);
      return;
    }
    for (int k = 0; k < rows.count(); k++) {
      backward(
          m.units(),
          m.gates().matrix().data,
          rows.start(m.gates(), k),
          m.cBefore().matrix().data,
          rows.start(m.cBefore(), k),
          m.kc().matrix().data,
          rows.start(m.kc(), k),
          d.dh().matrix().data,
          rows.start(d.dh(), k),
          d.dc().matrix().data,
          rows.start(d.dc(), k),
          d.dcPrev().matrix().data,
          rows.start(d.dcPrev(), k),
          d.da().matrix().data,
          rows.start(d.da(), k));
    }
  }

  private static void backward(
      int units,
      double[] gates,
      int ig,
      double[] cPrev,
      int ip,
      double[] kc,
      int ik,
      double[] dh,
      int ih,
      double[] dc,
      int ic,
      double[] dcPrev,
      int to,
      double[] da,
      int ia) {
    VectorSpecies<Double> species = Lanes.SPECIES;
    int whole = species.loopBound(units);
    int two = 2 * units;
    int three = 3 * units;
    DoubleVector one = DoubleVector.broadcast(species, 1);
    for (int j = 0; j < whole; j += species.length()) {
      DoubleVector i = fromArray(species, gates, ig + j);
      DoubleVector f = fromArray(species, gates, ig + units + j);
      DoubleVector g = fromArray(species, gates, ig + two + j);
      DoubleVector o = fromArray(species, gates, ig + three + j);
      DoubleVector activated = fromArray(species, kc, ik + j);
      DoubleVector d = fromArray(species, dh, ih + j);
      DoubleVector slope = one.sub(activated.mul(activated));
      DoubleVector carry = d.mul(o).mul(slope).add(fromArray(species, dc, ic + j));
      carry.mul(g).mul(i.mul(one.sub(i))).intoArray(da, ia + j);
      DoubleVector before = fromArray(species, cPrev, ip + j);
      carry.mul(before).mul(f.mul(one.sub(f))).intoArray(da, ia + units + j);
      carry.mul(i).mul(one.sub(g.mul(g))).intoArray(da, ia + two + j);
      d.mul(activated).mul(o.mul(one.sub(o))).intoArray(da, ia + three + j);
      carry.mul(f).intoArray(dcPrev, to + j);
    }
    for (int j = whole; j < units; j++) {
      double i = gates[ig + j];
      double f = gates[ig + units + j];
      double g = gates[ig + two + j];
      double o = gates[ig + three + j];
      double d = dh[ih + j];
      double carry = d * o * (1 - kc[ik + j] * kc[ik + j]) + dc[ic + j];
      da[ia + j] = carry * g * (i * (1 - i));
      da[ia + units + j] = carry * cPrev[ip + j] * (f * (1 - f));
      da[ia + two + j] = carry * i * (1 - g * g);
      da[ia + three + j] = d * kc[ik + j] * (o * (1 - o));
      dcPrev[to + j] = carry * f;
    }
  }
}
