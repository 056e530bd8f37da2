package dev.rewind.core.kernels.vector;

import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.rewind.core.kernels.GRUKernels;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops over the columns of one row of a GRU with the logistic function and tanh: a vector of each
 * gate at a time, and number by number, with the same bits, what is left at the end.
 */
final class GRULoops {
  private static final VectorSpecies<Double> S = Lanes.SPECIES;

  private GRULoops() {}

  /** {@code inner = s + ch}, {@code y = a + bh + r ⊙ inner}. */
  static void candidate(
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

  /** {@code y = r ⊙ hPrev}. */
  static void product(int units, double[] r, int ir, double[] hPrev, int ip, double[] y, int iy) {
    int whole = S.loopBound(units);
    for (int j = 0; j < whole; j += S.length()) {
      fromArray(S, r, ir + j).mul(fromArray(S, hPrev, ip + j)).intoArray(y, iy + j);
    }
    for (int j = whole; j < units; j++) {
      y[iy + j] = r[ir + j] * hPrev[ip + j];
    }
  }

  /** What {@link GRUKernels#gruBackward} says. */
  static void backward(
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

  /** What {@link GRUKernels#gruCandidateBackward} says. */
  static void candidateBackward(
      int units,
      double[] gates,
      int ig,
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
      DoubleVector hh = fromArray(S, gates, ig + two + j);
      DoubleVector d = fromArray(S, dh, id + j);
      DoubleVector rest = one.sub(z);
      DoubleVector daz = d.mul(fromArray(S, hPrev, ip + j).sub(hh)).mul(z.mul(rest));
      DoubleVector dah = d.mul(rest).mul(one.sub(hh.mul(hh)));
      daz.intoArray(da, ia + j);
      dah.intoArray(da, ia + two + j);
      d.mul(z).intoArray(dhPrev, to + j);
    }
    for (int j = whole; j < units; j++) {
      double z = gates[ig + j];
      double hh = gates[ig + two + j];
      double d = dh[id + j];
      da[ia + j] = d * (hPrev[ip + j] - hh) * (z * (1 - z));
      da[ia + two + j] = d * (1 - z) * (1 - hh * hh);
      dhPrev[to + j] = d * z;
    }
  }

  /** {@code dar = dInner ⊙ hPrev ⊙ r ⊙ (1 − r)}, {@code dhPrev += dInner ⊙ r}. */
  static void resetBackward(
      int units,
      double[] gates,
      int ir,
      double[] hPrev,
      int ip,
      double[] dInner,
      int id,
      double[] dhPrev,
      int to,
      double[] da,
      int ia) {
    int whole = S.loopBound(units);
    DoubleVector one = DoubleVector.broadcast(S, 1);
    for (int j = 0; j < whole; j += S.length()) {
      DoubleVector r = fromArray(S, gates, ir + j);
      DoubleVector d = fromArray(S, dInner, id + j);
      DoubleVector dar = d.mul(fromArray(S, hPrev, ip + j)).mul(r.mul(one.sub(r)));
      dar.intoArray(da, ia + j);
      d.fma(r, fromArray(S, dhPrev, to + j)).intoArray(dhPrev, to + j);
    }
    for (int j = whole; j < units; j++) {
      double r = gates[ir + j];
      double d = dInner[id + j];
      da[ia + j] = d * hPrev[ip + j] * (r * (1 - r));
      dhPrev[to + j] = Math.fma(d, r, dhPrev[to + j]);
    }
  }
}
