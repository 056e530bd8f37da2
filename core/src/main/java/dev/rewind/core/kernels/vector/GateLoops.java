package dev.rewind.core.kernels.vector;

import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops over the columns of one row that recurrent cells share, a vector at a time, and number by
 * number, with the same bits, what is left at the end.
 */
final class GateLoops {
  private static final VectorSpecies<Double> S = Lanes.SPECIES;

  private GateLoops() {}

  /** {@code y = a + s + bias}, the argument of a gate. */
  static void sum(
      int n, double[] a, int ia, double[] s, int is, double[] bias, int ib, double[] y, int iy) {
    int whole = S.loopBound(n);
    for (int j = 0; j < whole; j += S.length()) {
      DoubleVector sum = fromArray(S, a, ia + j).add(fromArray(S, s, is + j));
      sum.add(fromArray(S, bias, ib + j)).intoArray(y, iy + j);
    }
    for (int j = whole; j < n; j++) {
      y[iy + j] = a[ia + j] + s[is + j] + bias[ib + j];
    }
  }

  /** {@code y = h + z ⊙ (hPrev − h)}. */
  static void interpolate(
      int n, double[] z, int iz, double[] hPrev, int ip, double[] h, int ih, double[] y, int iy) {
    int whole = S.loopBound(n);
    for (int j = 0; j < whole; j += S.length()) {
      DoubleVector candidate = fromArray(S, h, ih + j);
      DoubleVector change = fromArray(S, hPrev, ip + j).sub(candidate);
      fromArray(S, z, iz + j).fma(change, candidate).intoArray(y, iy + j);
    }
    for (int j = whole; j < n; j++) {
      y[iy + j] = Math.fma(z[iz + j], hPrev[ip + j] - h[ih + j], h[ih + j]);
    }
  }
}
