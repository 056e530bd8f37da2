package dev.rewind.testkit;

import java.util.Arrays;
import java.util.Locale;

/** Compares numbers one by one and remembers the one that is furthest out of its tolerance. */
final class Comparison {
  private final String name;
  private final Tolerance tolerance;
  private int compared;
  private int wrong;
  private double worstExcess;
  private String worst = "";

  Comparison(String name, Tolerance tolerance) {
    this.name = name;
    this.tolerance = tolerance;
  }

  /** Compares the element at {@code index}; of equally bad ones the first is kept. */
  void add(double got, double expected, int... index) {
    compared++;
    if (tolerance.accepts(got, expected)) {
      return;
    }
    wrong++;
    double excess = tolerance.excess(got, expected);
    if (excess > worstExcess) {
      worstExcess = excess;
      worst = describe(got, expected, index);
    }
  }

  /** Throws the message about the worst element, if any element was wrong. */
  void verify() {
    if (wrong == 0) {
      return;
    }
    String rest =
        compared == 1
            ? "."
            : "; %d of %d elements differ, this one most.".formatted(wrong, compared);
    throw new AssertionError(worst + rest);
  }

  private String describe(double got, double expected, int[] index) {
    String place = index.length == 0 ? name : name + Arrays.toString(index);
    String text = place + ": got " + got + ", expected " + expected;
    double difference = Math.abs(got - expected);
    if (!Double.isFinite(difference)) {
      return text;
    }
    return text + ", difference " + twoDigits(difference) + " > " + tolerance;
  }

  /** Writes {@code 5.4e-3} where Java's own format has {@code 5.4e-03}. */
  private static String twoDigits(double value) {
    return String.format(Locale.ROOT, "%.1e", value)
        .replaceFirst("e([-+])0?", "e$1")
        .replace("e+", "e");
  }
}
