package dev.rewind.core.kernels.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products that stay in registers: some rows of c, four vectors wide, see {@link Tiles}. What looks
 * like repetition is the point: every vector must be a local variable, for one in an array or
 * behind a call would be stored and loaded again at each k.
 */
final class Tiles4 {
  private static final VectorSpecies<Double> S = Lanes.SPECIES;
  private static final int L = Lanes.COUNT;

  /** From a row of a panel to the next: a constant, so that the compiler needs no bounds checks. */
  private static final int STEP = 4 * L;

  private Tiles4() {}

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
    DoubleVector s02 = fromArray(S, c, c0 + 2 * L);
    DoubleVector s03 = fromArray(S, c, c0 + 3 * L);
    DoubleVector s10 = fromArray(S, c, c1);
    DoubleVector s11 = fromArray(S, c, c1 + L);
    DoubleVector s12 = fromArray(S, c, c1 + 2 * L);
    DoubleVector s13 = fromArray(S, c, c1 + 3 * L);
    DoubleVector s20 = fromArray(S, c, c2);
    DoubleVector s21 = fromArray(S, c, c2 + L);
    DoubleVector s22 = fromArray(S, c, c2 + 2 * L);
    DoubleVector s23 = fromArray(S, c, c2 + 3 * L);
    DoubleVector s30 = fromArray(S, c, c3);
    DoubleVector s31 = fromArray(S, c, c3 + L);
    DoubleVector s32 = fromArray(S, c, c3 + 2 * L);
    DoubleVector s33 = fromArray(S, c, c3 + 3 * L);
    DoubleVector s40 = fromArray(S, c, c4);
    DoubleVector s41 = fromArray(S, c, c4 + L);
    DoubleVector s42 = fromArray(S, c, c4 + 2 * L);
    DoubleVector s43 = fromArray(S, c, c4 + 3 * L);
    DoubleVector s50 = fromArray(S, c, c5);
    DoubleVector s51 = fromArray(S, c, c5 + L);
    DoubleVector s52 = fromArray(S, c, c5 + 2 * L);
    DoubleVector s53 = fromArray(S, c, c5 + 3 * L);
    int i = 0;
    int j = from;
    for (int k = 0; k < count; k++) {
      DoubleVector b0 = fromArray(S, b, j);
      DoubleVector b1 = fromArray(S, b, j + L);
      DoubleVector b2 = fromArray(S, b, j + 2 * L);
      DoubleVector b3 = fromArray(S, b, j + 3 * L);
      DoubleVector x = broadcast(S, a[a0 + i]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      s03 = x.fma(b3, s03);
      x = broadcast(S, a[a1 + i]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      s12 = x.fma(b2, s12);
      s13 = x.fma(b3, s13);
      x = broadcast(S, a[a2 + i]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      s22 = x.fma(b2, s22);
      s23 = x.fma(b3, s23);
      x = broadcast(S, a[a3 + i]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      s32 = x.fma(b2, s32);
      s33 = x.fma(b3, s33);
      x = broadcast(S, a[a4 + i]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      s42 = x.fma(b2, s42);
      s43 = x.fma(b3, s43);
      x = broadcast(S, a[a5 + i]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
      s52 = x.fma(b2, s52);
      s53 = x.fma(b3, s53);
      i += aStep;
      j += STEP;
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + L);
    s02.intoArray(c, c0 + 2 * L);
    s03.intoArray(c, c0 + 3 * L);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + L);
    s12.intoArray(c, c1 + 2 * L);
    s13.intoArray(c, c1 + 3 * L);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + L);
    s22.intoArray(c, c2 + 2 * L);
    s23.intoArray(c, c2 + 3 * L);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + L);
    s32.intoArray(c, c3 + 2 * L);
    s33.intoArray(c, c3 + 3 * L);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + L);
    s42.intoArray(c, c4 + 2 * L);
    s43.intoArray(c, c4 + 3 * L);
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + L);
    s52.intoArray(c, c5 + 2 * L);
    s53.intoArray(c, c5 + 3 * L);
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
    DoubleVector s02 = fromArray(S, c, c0 + 2 * L);
    DoubleVector s03 = fromArray(S, c, c0 + 3 * L);
    DoubleVector s10 = fromArray(S, c, c1);
    DoubleVector s11 = fromArray(S, c, c1 + L);
    DoubleVector s12 = fromArray(S, c, c1 + 2 * L);
    DoubleVector s13 = fromArray(S, c, c1 + 3 * L);
    DoubleVector s20 = fromArray(S, c, c2);
    DoubleVector s21 = fromArray(S, c, c2 + L);
    DoubleVector s22 = fromArray(S, c, c2 + 2 * L);
    DoubleVector s23 = fromArray(S, c, c2 + 3 * L);
    DoubleVector s30 = fromArray(S, c, c3);
    DoubleVector s31 = fromArray(S, c, c3 + L);
    DoubleVector s32 = fromArray(S, c, c3 + 2 * L);
    DoubleVector s33 = fromArray(S, c, c3 + 3 * L);
    DoubleVector s40 = fromArray(S, c, c4);
    DoubleVector s41 = fromArray(S, c, c4 + L);
    DoubleVector s42 = fromArray(S, c, c4 + 2 * L);
    DoubleVector s43 = fromArray(S, c, c4 + 3 * L);
    int i = 0;
    int j = from;
    for (int k = 0; k < count; k++) {
      DoubleVector b0 = fromArray(S, b, j);
      DoubleVector b1 = fromArray(S, b, j + L);
      DoubleVector b2 = fromArray(S, b, j + 2 * L);
      DoubleVector b3 = fromArray(S, b, j + 3 * L);
      DoubleVector x = broadcast(S, a[a0 + i]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      s03 = x.fma(b3, s03);
      x = broadcast(S, a[a1 + i]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      s12 = x.fma(b2, s12);
      s13 = x.fma(b3, s13);
      x = broadcast(S, a[a2 + i]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      s22 = x.fma(b2, s22);
      s23 = x.fma(b3, s23);
      x = broadcast(S, a[a3 + i]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      s32 = x.fma(b2, s32);
      s33 = x.fma(b3, s33);
      x = broadcast(S, a[a4 + i]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      s42 = x.fma(b2, s42);
      s43 = x.fma(b3, s43);
      i += aStep;
      j += STEP;
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + L);
    s02.intoArray(c, c0 + 2 * L);
    s03.intoArray(c, c0 + 3 * L);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + L);
    s12.intoArray(c, c1 + 2 * L);
    s13.intoArray(c, c1 + 3 * L);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + L);
    s22.intoArray(c, c2 + 2 * L);
    s23.intoArray(c, c2 + 3 * L);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + L);
    s32.intoArray(c, c3 + 2 * L);
    s33.intoArray(c, c3 + 3 * L);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + L);
    s42.intoArray(c, c4 + 2 * L);
    s43.intoArray(c, c4 + 3 * L);
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
    DoubleVector s02 = fromArray(S, c, c0 + 2 * L);
    DoubleVector s03 = fromArray(S, c, c0 + 3 * L);
    DoubleVector s10 = fromArray(S, c, c1);
    DoubleVector s11 = fromArray(S, c, c1 + L);
    DoubleVector s12 = fromArray(S, c, c1 + 2 * L);
    DoubleVector s13 = fromArray(S, c, c1 + 3 * L);
    DoubleVector s20 = fromArray(S, c, c2);
    DoubleVector s21 = fromArray(S, c, c2 + L);
    DoubleVector s22 = fromArray(S, c, c2 + 2 * L);
    DoubleVector s23 = fromArray(S, c, c2 + 3 * L);
    DoubleVector s30 = fromArray(S, c, c3);
    DoubleVector s31 = fromArray(S, c, c3 + L);
    DoubleVector s32 = fromArray(S, c, c3 + 2 * L);
    DoubleVector s33 = fromArray(S, c, c3 + 3 * L);
    int i = 0;
    int j = from;
    for (int k = 0; k < count; k++) {
      DoubleVector b0 = fromArray(S, b, j);
      DoubleVector b1 = fromArray(S, b, j + L);
      DoubleVector b2 = fromArray(S, b, j + 2 * L);
      DoubleVector b3 = fromArray(S, b, j + 3 * L);
      DoubleVector x = broadcast(S, a[a0 + i]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      s03 = x.fma(b3, s03);
      x = broadcast(S, a[a1 + i]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      s12 = x.fma(b2, s12);
      s13 = x.fma(b3, s13);
      x = broadcast(S, a[a2 + i]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      s22 = x.fma(b2, s22);
      s23 = x.fma(b3, s23);
      x = broadcast(S, a[a3 + i]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      s32 = x.fma(b2, s32);
      s33 = x.fma(b3, s33);
      i += aStep;
      j += STEP;
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + L);
    s02.intoArray(c, c0 + 2 * L);
    s03.intoArray(c, c0 + 3 * L);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + L);
    s12.intoArray(c, c1 + 2 * L);
    s13.intoArray(c, c1 + 3 * L);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + L);
    s22.intoArray(c, c2 + 2 * L);
    s23.intoArray(c, c2 + 3 * L);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + L);
    s32.intoArray(c, c3 + 2 * L);
    s33.intoArray(c, c3 + 3 * L);
  }

  /** One row: {@code c += a · b}, k from 0 to {@code count}. */
  static void rows1(
      double[] a, int a0, int aStep, double[] b, int from, int count, double[] c, int c0) {
    DoubleVector s00 = fromArray(S, c, c0);
    DoubleVector s01 = fromArray(S, c, c0 + L);
    DoubleVector s02 = fromArray(S, c, c0 + 2 * L);
    DoubleVector s03 = fromArray(S, c, c0 + 3 * L);
    int i = 0;
    int j = from;
    for (int k = 0; k < count; k++) {
      DoubleVector b0 = fromArray(S, b, j);
      DoubleVector b1 = fromArray(S, b, j + L);
      DoubleVector b2 = fromArray(S, b, j + 2 * L);
      DoubleVector b3 = fromArray(S, b, j + 3 * L);
      DoubleVector x = broadcast(S, a[a0 + i]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      s03 = x.fma(b3, s03);
      i += aStep;
      j += STEP;
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + L);
    s02.intoArray(c, c0 + 2 * L);
    s03.intoArray(c, c0 + 3 * L);
  }
}
