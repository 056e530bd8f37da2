package dev.rewind.core.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential function and two of its kin, for vectors and, with the same bits, for single
 * numbers. Plain arithmetic in a fixed order, so that they do not depend on machine or JDK, within
 * 3 units in the last place.
 *
 * <pre>
 *   eˣ = 2ⁿ · eʳ,   n = x / ln 2 rounded,   |r| ≤ ln 2 / 2
 *   eʳ − 1 = r + r² · P(r),   P of degree 10 with the smallest largest error
 * </pre>
 *
 * <p>Every method here must be inlined by the compiler, or its vectors are objects: they are small,
 * and have neither loops nor fields.
 */
final class VectorMath {
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

  /** {@code eˣ}, by two factors of about {@code √2ⁿ}, since 2ⁿ itself may not be a number. */
  static DoubleVector exp(DoubleVector x) {
    DoubleVector outside = signOf(x).or(bits(LARGEST)).reinterpretAsDoubles();
    DoubleVector u = x.blend(outside, x.abs().compare(VectorOperators.GT, of(LARGEST)));
    DoubleVector rounded = u.fma(of(LOG2_E), of(HALVED_ROUNDING));
    DoubleVector y = expm1(remainder(u, rounded, HALVED_ROUNDING)).add(of(1));
    LongVector n = rounded.reinterpretAsLongs();
    LongVector half = n.lanewise(VectorOperators.LSHR, 1);
    return y.mul(power(half)).mul(power(n.sub(half)));
  }

  /** {@code 1 / (1 + e⁻ˣ)}, for negative x {@code eˣ / (1 + eˣ)}. */
  static DoubleVector sigmoid(DoubleVector x) {
    DoubleVector low = of(-LARGEST);
    DoubleVector one = of(1);
    DoubleVector negative = x.abs().neg();
    DoubleVector u = negative.blend(low, negative.compare(VectorOperators.LT, low));
    DoubleVector rounded = u.fma(of(LOG2_E), of(RAISED_ROUNDING));
    DoubleVector y = expm1(remainder(u, rounded, RAISED_ROUNDING)).add(one);
    DoubleVector t = y.mul(power(rounded.reinterpretAsLongs())).mul(of(LOWERED));
    return t.blend(one, x.compare(VectorOperators.GE, of(0))).div(one.add(t));
  }

  /** {@code (e²ˣ − 1) / (e²ˣ + 1)}. */
  static DoubleVector tanh(DoubleVector x) {
    DoubleVector high = of(SATURATED);
    DoubleVector size = x.abs();
    DoubleVector twice = size.add(size);
    DoubleVector u = twice.blend(high, twice.compare(VectorOperators.GT, high));
    DoubleVector rounded = u.fma(of(LOG2_E), of(ROUNDING));
    DoubleVector s = power(rounded.reinterpretAsLongs());
    DoubleVector y = s.fma(expm1(remainder(u, rounded, ROUNDING)), s.sub(of(1)));
    return y.div(y.add(of(2))).reinterpretAsLongs().or(signOf(x)).reinterpretAsDoubles();
  }

  /** {@code r = x − n · ln 2}. */
  private static DoubleVector remainder(DoubleVector x, DoubleVector rounded, double rounding) {
    DoubleVector n = rounded.sub(of(rounding));
    return n.fma(of(-LN2_LOW), n.fma(of(-LN2_HIGH), x));
  }

  /** {@code r + r² · P(r)}, in few steps that wait for each other. */
  private static DoubleVector expm1(DoubleVector r) {
    DoubleVector r2 = r.mul(r);
    DoubleVector r4 = r2.mul(r2);
    DoubleVector low = r2.fma(r.fma(of(P3), of(P2)), r.fma(of(P1), of(P0)));
    DoubleVector middle = r2.fma(r.fma(of(P7), of(P6)), r.fma(of(P5), of(P4)));
    DoubleVector high = r2.fma(of(P10), r.fma(of(P9), of(P8)));
    return r2.fma(r4.fma(r4.fma(high, middle), low), r);
  }

  /** 2 to what the lowest bits say. */
  private static DoubleVector power(LongVector biased) {
    return biased.lanewise(VectorOperators.LSHL, EXPONENT).reinterpretAsDoubles();
  }

  private static LongVector signOf(DoubleVector x) {
    return x.reinterpretAsLongs().and(bits(-0.0));
  }

  private static LongVector bits(double constant) {
    return LongVector.broadcast(Lanes.LONGS, Double.doubleToRawLongBits(constant));
  }

  private static DoubleVector of(double constant) {
    return DoubleVector.broadcast(Lanes.SPECIES, constant);
  }

  /** {@link #exp(DoubleVector)} of one number. */
  static double exp(double x) {
    double u = Math.abs(x) > LARGEST ? Math.copySign(LARGEST, x) : x;
    double rounded = Math.fma(u, LOG2_E, HALVED_ROUNDING);
    double y = expm1(remainder(u, rounded, HALVED_ROUNDING)) + 1;
    long n = Double.doubleToRawLongBits(rounded);
    long half = n >>> 1;
    return y * power(half) * power(n - half);
  }

  /** {@link #sigmoid(DoubleVector)} of one number. */
  static double sigmoid(double x) {
    double negative = -Math.abs(x);
    double u = negative < -LARGEST ? -LARGEST : negative;
    double rounded = Math.fma(u, LOG2_E, RAISED_ROUNDING);
    double y = expm1(remainder(u, rounded, RAISED_ROUNDING)) + 1;
    double t = y * power(Double.doubleToRawLongBits(rounded)) * LOWERED;
    return (x >= 0 ? 1 : t) / (1 + t);
  }

  /** {@link #tanh(DoubleVector)} of one number. */
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
