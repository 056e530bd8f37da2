package dev.rewind.testkit;

import java.util.Locale;

/**
 * How far a number may be from the expected one.
 *
 * <pre>
 * |got − expected| ≤ atol + rtol · |expected|
 * </pre>
 *
 * <p>NaN agrees with NaN, and an infinity with the infinity of the same sign, whatever the numbers
 * here.
 *
 * @param rtol the relative part, finite and at least 0
 * @param atol the absolute part, finite and at least 0
 */
public record Tolerance(double rtol, double atol) {

  /**
   * Checks both parts.
   *
   * @param rtol the relative part
   * @param atol the absolute part
   * @throws IllegalArgumentException if a part is negative, infinite or NaN
   */
  public Tolerance {
    requireUsable("rtol", rtol);
    requireUsable("atol", atol);
  }

  /**
   * Says whether a number agrees with the expected one.
   *
   * @param got the number found
   * @param expected the number wanted
   * @return true if they agree
   */
  public boolean accepts(double got, double expected) {
    if (got == expected || (Double.isNaN(got) && Double.isNaN(expected))) {
      return true;
    }
    boolean finite = Double.isFinite(got) && Double.isFinite(expected);
    return finite && Math.abs(got - expected) <= allowed(expected);
  }

  /** Returns the difference of numbers that do not agree, as a multiple of what is allowed. */
  double excess(double got, double expected) {
    double excess = Math.abs(got - expected) / allowed(expected);
    return Double.isNaN(excess) || !Double.isFinite(expected) ? Double.POSITIVE_INFINITY : excess;
  }

  private double allowed(double expected) {
    return atol + rtol * Math.abs(expected);
  }

  /** {@return the two parts as they stand in the rule, {@code 1e-9 · |expected| + 1e-11}} */
  @Override
  public String toString() {
    return brief(rtol) + " · |expected| + " + brief(atol);
  }

  /** Writes a number exactly, in the form {@code 1e-9} rather than {@code 1.0E-9}. */
  static String brief(double value) {
    return Double.toString(value).replaceFirst("\\.0(E|$)", "$1").toLowerCase(Locale.ROOT);
  }

  private static void requireUsable(String part, double value) {
    if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "Tolerance: " + part + " must be finite and at least 0, got " + value + ".");
    }
  }
}
