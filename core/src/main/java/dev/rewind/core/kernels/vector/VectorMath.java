package dev.rewind.core.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The exponential function and two of its kin, of parts of arrays; for whole vectors and, with the
 * same bits, number by number for what is left at the end. Plain arithmetic in a fixed order, so
 * that they do not depend on machine or JDK, within 3 units in the last place.
 *
 * <pre>
 *   eˣ = 2ⁿ · eʳ,   n = x / ln 2 rounded,   |r| ≤ ln 2 / 2
 *   eʳ − 1 = r + r² · P(r),   P of degree 10 with the smallest largest error
 * </pre>
 *
 * <p>The polynomial is written down in each loop: as a method of its own, taking and giving
 * vectors, it would be compiled by itself one day, then be too large to be inlined, and each of its
 * vectors an object.
 */
final class VectorMath {
  private static final VectorSpecies<Double> S = Lanes.SPECIES;

  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2_HIGH = 0.6931471805599453;
  private static final double LN2_LOW = 2.3190468138462996e-17;

  /**
   * Adding it rounds to an integer n and leaves {@code n + 1023} in the lowest bits: the bits of
   * the exponent of 2ⁿ.
   */
  private static final double ROUNDING = 0x1.8p52 + 1023;

  /** Leaves twice the bias, for two factors whose product is 2ⁿ. */
  private static final double HALVED_ROUNDING = ROUNDING + 1023;

  /** Leaves the exponent of {@code 2ⁿ⁺⁶⁰}, which does not lose digits where 2ⁿ would. */
  private static final double RAISED_ROUNDING = ROUNDING + 60;

  private static final double LOWERED = 0x1p-60;

  private static final int EXPONENT = 52; // where the bits of an exponent begin

  /** From here on eˣ is infinite, and 0 on the other side. */
  private static final double LARGEST = 746;

  /** From here on tanh(x / 2) is 1. */
  private static final double SATURATED = 40;

  /* P. Its largest relative error of eʳ − 1 is 2⁻⁵⁹. */
  private static final double P0 = 0.5;
  private static final double P1 = 0.16666666666666677;
  private static final double P2 = 0.0416666666666667;
  private static final double P3 = 0.008333333333322186;
  private static final double P4 = 0.001388888888886785;
  private static final double P5 = 0.000198412698848499;
  private static final double P6 = 2.4801587358945927e-05;
  private static final double P7 = 2.7557245399624606e-06;
  private static final double P8 = 2.755724391562919e-07;
  private static final double P9 = 2.510864790829064e-08;
  private static final double P10 = 2.092413494176399e-09;

  private VectorMath() {}

  /** {@code y = eˣ}, by two factors of about {@code √2ⁿ}, since 2ⁿ itself may not be a number. */
  static void exp(double[] x, int from, double[] y, int to, int size) {
    int whole = S.loopBound(size);
    for (int k = 0; k < whole; k += Lanes.COUNT) {
      DoubleVector v = DoubleVector.fromArray(S, x, from + k);
      LongVector sign = v.reinterpretAsLongs().and(bits(-0.0));
      DoubleVector outside = sign.or(bits(LARGEST)).reinterpretAsDoubles();
      DoubleVector u = v.blend(outside, v.abs().compare(VectorOperators.GT, of(LARGEST)));
      DoubleVector rounded = u.fma(of(LOG2_E), of(HALVED_ROUNDING));
      DoubleVector n = rounded.sub(of(HALVED_ROUNDING));
      DoubleVector r = n.fma(of(-LN2_LOW), n.fma(of(-LN2_HIGH), u));
      DoubleVector r2 = r.mul(r);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector low = r2.fma(r.fma(of(P3), of(P2)), r.fma(of(P1), of(P0)));
      DoubleVector middle = r2.fma(r.fma(of(P7), of(P6)), r.fma(of(P5), of(P4)));
      DoubleVector high = r2.fma(of(P10), r.fma(of(P9), of(P8)));
      DoubleVector expm1 = r2.fma(r4.fma(r4.fma(high, middle), low), r);
      LongVector biased = rounded.reinterpretAsLongs();
      LongVector half = biased.lanewise(VectorOperators.LSHR, 1);
      LongVector rest = biased.sub(half);
      DoubleVector root = half.lanewise(VectorOperators.LSHL, EXPONENT).reinterpretAsDoubles();
      DoubleVector other = rest.lanewise(VectorOperators.LSHL, EXPONENT).reinterpretAsDoubles();
      expm1.add(of(1)).mul(root).mul(other).intoArray(y, to + k);
    }
    for (int k = whole; k < size; k++) {
      y[to + k] = exp(x[from + k]);
    }
  }

  /** {@code y = 1 / (1 + e⁻ˣ)}, for negative x {@code eˣ / (1 + eˣ)}. */
  static void sigmoid(double[] x, int from, double[] y, int to, int size) {
    int whole = S.loopBound(size);
    for (int k = 0; k < whole; k += Lanes.COUNT) {
      DoubleVector v = DoubleVector.fromArray(S, x, from + k);
      DoubleVector negative = v.abs().neg();
      DoubleVector least = of(-LARGEST);
      DoubleVector u = negative.blend(least, negative.compare(VectorOperators.LT, least));
      DoubleVector rounded = u.fma(of(LOG2_E), of(RAISED_ROUNDING));
      DoubleVector n = rounded.sub(of(RAISED_ROUNDING));
      DoubleVector r = n.fma(of(-LN2_LOW), n.fma(of(-LN2_HIGH), u));
      DoubleVector r2 = r.mul(r);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector low = r2.fma(r.fma(of(P3), of(P2)), r.fma(of(P1), of(P0)));
      DoubleVector middle = r2.fma(r.fma(of(P7), of(P6)), r.fma(of(P5), of(P4)));
      DoubleVector high = r2.fma(of(P10), r.fma(of(P9), of(P8)));
      DoubleVector expm1 = r2.fma(r4.fma(r4.fma(high, middle), low), r);
      LongVector biased = rounded.reinterpretAsLongs();
      DoubleVector power = biased.lanewise(VectorOperators.LSHL, EXPONENT).reinterpretAsDoubles();
      DoubleVector one = of(1);
      DoubleVector t = expm1.add(one).mul(power).mul(of(LOWERED));
      t.blend(one, v.compare(VectorOperators.GE, of(0))).div(one.add(t)).intoArray(y, to + k);
    }
    for (int k = whole; k < size; k++) {
      y[to + k] = sigmoid(x[from + k]);
    }
  }

  /** {@code y = (e²ˣ − 1) / (e²ˣ + 1)}. */
  static void tanh(double[] x, int from, double[] y, int to, int size) {
    int whole = S.loopBound(size);
    for (int k = 0; k < whole; k += Lanes.COUNT) {
      DoubleVector v = DoubleVector.fromArray(S, x, from + k);
      LongVector sign = v.reinterpretAsLongs().and(bits(-0.0));
      DoubleVector most = of(SATURATED);
      DoubleVector twice = v.abs().add(v.abs());
      DoubleVector u = twice.blend(most, twice.compare(VectorOperators.GT, most));
      DoubleVector rounded = u.fma(of(LOG2_E), of(ROUNDING));
      DoubleVector n = rounded.sub(of(ROUNDING));
      DoubleVector r = n.fma(of(-LN2_LOW), n.fma(of(-LN2_HIGH), u));
      DoubleVector r2 = r.mul(r);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector low = r2.fma(r.fma(of(P3), of(P2)), r.fma(of(P1), of(P0)));
      DoubleVector middle = r2.fma(r.fma(of(P7), of(P6)), r.fma(of(P5), of(P4)));
      DoubleVector high = r2.fma(of(P10), r.fma(of(P9), of(P8)));
      DoubleVector expm1 = r2.fma(r4.fma(r4.fma(high, middle), low), r);
      LongVector biased = rounded.reinterpretAsLongs();
      DoubleVector power = biased.lanewise(VectorOperators.LSHL, EXPONENT).reinterpretAsDoubles();
      DoubleVector e = power.fma(expm1, power.sub(of(1)));
      DoubleVector positive = e.div(e.add(of(2)));
      positive.reinterpretAsLongs().or(sign).reinterpretAsDoubles().intoArray(y, to + k);
    }
    for (int k = whole; k < size; k++) {
      y[to + k] = tanh(x[from + k]);
    }
  }

  private static LongVector bits(double constant) {
    return LongVector.broadcast(Lanes.LONGS, Double.doubleToRawLongBits(constant));
  }

  private static DoubleVector of(double constant) {
    return DoubleVector.broadcast(S, constant);
  }

  /** {@code eˣ} of one number. */
  static double exp(double x) {
    double u = Math.abs(x) > LARGEST ? Math.copySign(LARGEST, x) : x;
    double rounded = Math.fma(u, LOG2_E, HALVED_ROUNDING);
    double y = expm1(remainder(u, rounded, HALVED_ROUNDING)) + 1;
    long n = Double.doubleToRawLongBits(rounded);
    long half = n >>> 1;
    return y * power(half) * power(n - half);
  }

  /** {@code 1 / (1 + e⁻ˣ)} of one number. */
  static double sigmoid(double x) {
    double negative = -Math.abs(x);
    double u = negative < -LARGEST ? -LARGEST : negative;
    double rounded = Math.fma(u, LOG2_E, RAISED_ROUNDING);
    double y = expm1(remainder(u, rounded, RAISED_ROUNDING)) + 1;
    double t = y * power(Double.doubleToRawLongBits(rounded)) * LOWERED;
    return (x >= 0 ? 1 : t) / (1 + t);
  }

  /** {@code tanh(x)} of one number. */
  static double tanh(double x) {
    double size = Math.abs(x);
    double twice = size + size;
    double u = twice > SATURATED ? SATURATED : twice;
    double rounded = Math.fma(u, LOG2_E, ROUNDING);
    double s = power(Double.doubleToRawLongBits(rounded));
    double y = Math.fma(s, expm1(remainder(u, rounded, ROUNDING)), s - 1);
    return Math.copySign(y / (y + 2), x);
  }

  private static double remainder(double x, double rounded, double rounding) {
    double n = rounded - rounding;
    return Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
  }

  private static double expm1(double r) {
    double r2 = r * r;
    double r4 = r2 * r2;
    double low = Math.fma(r2, Math.fma(r, P3, P2), Math.fma(r, P1, P0));
    double middle = Math.fma(r2, Math.fma(r, P7, P6), Math.fma(r, P5, P4));
    double high = Math.fma(r2, P10, Math.fma(r, P9, P8));
    return Math.fma(r2, Math.fma(r4, Math.fma(r4, high, middle), low), r);
  }

  private static double power(long biased) {
    return Double.longBitsToDouble(biased << EXPONENT);
  }
}
