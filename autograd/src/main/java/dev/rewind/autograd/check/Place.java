package dev.rewind.autograd.check;

import java.util.Locale;
import org.ejml.data.DMatrixRMaj;

/** How places and numbers are written in reports. */
final class Place {
  private static final int MIN_DIGITS = 4;
  private static final int MAX_DIGITS = 12;

  private Place() {}

  /** {@code [row, column]} of an element. */
  static String of(DMatrixRMaj matrix, int index) {
    return "[" + index / matrix.numCols + ", " + index % matrix.numCols + "]";
  }

  /** Short scientific form: {@code 1.4e-2}, {@code 1e-6}. */
  static String brief(double value) {
    return value == 0 || !Double.isFinite(value) ? plain(value) : tidy("%.1e", value);
  }

  /** As many digits as it takes to see a relative difference. */
  static String digits(double value, double relativeDifference) {
    if (value == 0 || !Double.isFinite(value)) {
      return plain(value);
    }
    double needed =
        2 - Math.floor(StrictMath.log10(Math.max(relativeDifference, Double.MIN_NORMAL)));
    int count = (int) Math.max(MIN_DIGITS, Math.min(MAX_DIGITS, needed));
    return tidy("%." + count + "g", value);
  }

  private static String plain(double value) {
    return value == 0 ? "0" : String.valueOf(value);
  }

  /** Without zeros that say nothing: {@code 1.40e-02} becomes {@code 1.4e-2}. */
  private static String tidy(String format, double value) {
    String[] parts = String.format(Locale.ROOT, format, value).split("e", 2);
    String digits = parts[0].contains(".") ? parts[0].replaceAll("\\.?0+$", "") : parts[0];
    int exponent = parts.length == 1 ? 0 : Integer.parseInt(parts[1]);
    return exponent == 0 ? digits : digits + "e" + exponent;
  }
}
