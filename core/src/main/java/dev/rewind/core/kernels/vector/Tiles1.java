package dev.rewind.core.kernels.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products that stay in registers: some rows of c, one vector wide, see {@link Tiles}. What looks
 * like repetition is the point: every vector must be a local variable, for one in an array or
 * behind a call would be stored and loaded again at each k.
 */
final class Tiles1 {
  private static final VectorSpecies<Double> S = Lanes.SPECIES;
  private static final int L = Lanes.COUNT;

  /** From a row of a panel to the next: a constant, so that the compiler needs no bounds checks. */
  private static final int STEP = 1 * L;

  private Tiles1() {}

  /** Four rows: {@code c += a · b}, k from 0 to {@code count}. */
  static void rows4(
      double[] a,
      int a0,
      int a1,
      int a2,
      int a3,
      int aStep,
      double[] b,
      int from,
      int count,
      double[] c,
      int c0,
      int c1,
      int c2,
      int c3) {
    DoubleVector s00 = fromArray(S, c, c0);
    DoubleVector s10 = fromArray(S, c, c1);
    DoubleVector s20 = fromArray(S, c, c2);
    DoubleVector s30 = fromArray(S, c, c3);
    int i = 0;
    int j = from;
    for (int k = 0; k < count; k++) {
      DoubleVector b0 = fromArray(S, b, j);
      DoubleVector x = broadcast(S, a[a0 + i]);
      s00 = x.fma(b0, s00);
      x = broadcast(S, a[a1 + i]);
      s10 = x.fma(b0, s10);
      x = broadcast(S, a[a2 + i]);
      s20 = x.fma(b0, s20);
      x = broadcast(S, a[a3 + i]);
      s30 = x.fma(b0, s30);
      i += aStep;
      j += STEP;
    }
    s00.intoArray(c, c0);
    s10.intoArray(c, c1);
    s20.intoArray(c, c2);
    s30.intoArray(c, c3);
  }

  /** One row: {@code c += a · b}, k from 0 to {@code count}. */
  static void rows1(
      double[] a, int a0, int aStep, double[] b, int from, int count, double[] c, int c0) {
    DoubleVector s00 = fromArray(S, c, c0);
    int i = 0;
    int j = from;
    for (int k = 0; k < count; k++) {
      DoubleVector b0 = fromArray(S, b, j);
      DoubleVector x = broadcast(S, a[a0 + i]);
      s00 = x.fma(b0, s00);
      i += aStep;
      j += STEP;
    }
    s00.intoArray(c, c0);
  }
}
