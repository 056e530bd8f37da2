package dev.rewind.core.kernels.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products that stay in registers: some rows of c, two vectors wide, see {@link Tiles}. What looks
 * like repetition is the point: every vector must be a local variable, for one in an array or
 * behind a call would be stored and loaded again at each k.
 */
final class Tiles2 {
  private static final VectorSpecies<Double> S = Lanes.SPECIES;
  private static final int L = Lanes.COUNT;

  /** From a row of a panel to the next: a constant, so that the compiler needs no bounds checks. */
  private static final int STEP = 2 * L;

  private Tiles2() {}

  /** Six rows: {@code c += a · b}, k from 0 to {@code count}. */
  static void rows6(
      double[] a,
      int a0,
      int a1,
      int a2,
      int a3,
      int a4,
      int a5,
      int aStep,
      double[] b,
      int from,
      int count,
      double[] c,
      int c0,
      int c1,
      int c2,
      int c3,
      int c4,
      int c5) {
    DoubleVector s00 = fromArray(S, c, c0);
    DoubleVector s01 = fromArray(S, c, c0 + L);
    DoubleVector s10 = fromArray(S, c, c1);
    DoubleVector s11 = fromArray(S, c, c1 + L);
    DoubleVector s20 = fromArray(S, c, c2);
    DoubleVector s21 = fromArray(S, c, c2 + L);
    DoubleVector s30 = fromArray(S, c, c3);
    DoubleVector s31 = fromArray(S, c, c3 + L);
    DoubleVector s40 = fromArray(S, c, c4);
    DoubleVector s41 = fromArray(S, c, c4 + L);
    DoubleVector s50 = fromArray(S, c, c5);
    DoubleVector s51 = fromArray(S, c, c5 + L);
    int i = 0;
    int j = from;
    for (int k = 0; k < count; k++) {
      DoubleVector b0 = fromArray(S, b, j);
      DoubleVector b1 = fromArray(S, b, j + L);
      DoubleVector x = broadcast(S, a[a0 + i]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = broadcast(S, a[a1 + i]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = broadcast(S, a[a2 + i]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = broadcast(S, a[a3 + i]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      x = broadcast(S, a[a4 + i]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      x = broadcast(S, a[a5 + i]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
      i += aStep;
      j += STEP;
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + L);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + L);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + L);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + L);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + L);
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + L);
  }

  /** Five rows: {@code c += a · b}, k from 0 to {@code count}. */
  static void rows5(
      double[] a,
      int a0,
      int a1,
      int a2,
      int a3,
      int a4,
      int aStep,
      double[] b,
      int from,
      int count,
      double[] c,
      int c0,
      int c1,
      int c2,
      int c3,
      int c4) {
    DoubleVector s00 = fromArray(S, c, c0);
    DoubleVector s01 = fromArray(S, c, c0 + L);
    DoubleVector s10 = fromArray(S, c, c1);
    DoubleVector s11 = fromArray(S, c, c1 + L);
    DoubleVector s20 = fromArray(S, c, c2);
    DoubleVector s21 = fromArray(S, c, c2 + L);
    DoubleVector s30 = fromArray(S, c, c3);
    DoubleVector s31 = fromArray(S, c, c3 + L);
    DoubleVector s40 = fromArray(S, c, c4);
    DoubleVector s41 = fromArray(S, c, c4 + L);
    int i = 0;
    int j = from;
    for (int k = 0; k < count; k++) {
      DoubleVector b0 = fromArray(S, b, j);
      DoubleVector b1 = fromArray(S, b, j + L);
      DoubleVector x = broadcast(S, a[a0 + i]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = broadcast(S, a[a1 + i]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = broadcast(S, a[a2 + i]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = broadcast(S, a[a3 + i]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      x = broadcast(S, a[a4 + i]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      i += aStep;
      j += STEP;
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + L);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + L);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + L);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + L);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + L);
  }

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
    DoubleVector s01 = fromArray(S, c, c0 + L);
    DoubleVector s10 = fromArray(S, c, c1);
    DoubleVector s11 = fromArray(S, c, c1 + L);
    DoubleVector s20 = fromArray(S, c, c2);
    DoubleVector s21 = fromArray(S, c, c2 + L);
    DoubleVector s30 = fromArray(S, c, c3);
    DoubleVector s31 = fromArray(S, c, c3 + L);
    int i = 0;
    int j = from;
    for (int k = 0; k < count; k++) {
      DoubleVector b0 = fromArray(S, b, j);
      DoubleVector b1 = fromArray(S, b, j + L);
      DoubleVector x = broadcast(S, a[a0 + i]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = broadcast(S, a[a1 + i]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = broadcast(S, a[a2 + i]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = broadcast(S, a[a3 + i]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      i += aStep;
      j += STEP;
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + L);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + L);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + L);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + L);
  }

  /** One row: {@code c += a · b}, k from 0 to {@code count}. */
  static void rows1(
      double[] a, int a0, int aStep, double[] b, int from, int count, double[] c, int c0) {
    DoubleVector s00 = fromArray(S, c, c0);
    DoubleVector s01 = fromArray(S, c, c0 + L);
    int i = 0;
    int j = from;
    for (int k = 0; k < count; k++) {
      DoubleVector b0 = fromArray(S, b, j);
      DoubleVector b1 = fromArray(S, b, j + L);
      DoubleVector x = broadcast(S, a[a0 + i]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      i += aStep;
      j += STEP;
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + L);
  }
}
