package dev.rewind.autograd.check;

import java.util.Locale;
import org.ejml.data.DMatrixRMaj;

/** How places and numbers are written in reports. */
final class Place {
  private static final int MIN_DIGITS = 4;
  private static final int MAX_DIGITS = 17;

  private Place() {}

  /** {@code [row, column]} of an element. */
  static String of(DMatrixRMaj matrix, int index) {
    return "[" + index / matrix.numCols + ", " + index % matrix.numCols + "]";
  }

  /** Short scientific form: {@code 1.4e-2}, {@code 1e-6}. */
  static String brief(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : String.valueOf(value);
    }
    String[] parts = String.format(Locale.ROOT, "%.1e", value).split("e", 2);
    String digits =
        parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
    return digits + "e" + Integer.parseInt(parts[1]);
  }

  /** As many digits as it takes to see a relative difference. */
  static String digits(double value, double relativeDifference) {
    if (!Double.isFinite(value) || value == 0) {
      return value == 0 ? "0" : String.valueOf(value);
    }
    double needed = 3 - Math.floor(Math.log10(Math.max(relativeDifference, Double.MIN_NORMAL)));
    int count = (int) Math.max(MIN_DIGITS, Math.min(MAX_DIGITS, needed));
    return String.format(Locale.ROOT, "%." + count + "g", value);
  }
}
