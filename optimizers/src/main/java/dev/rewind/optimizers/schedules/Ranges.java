package dev.rewind.optimizers.schedules;

import java.util.List;

/** The ranges that several schedules have. */
final class Ranges {
  /** {@link #isSize} in words. */
  static final String SIZE = "finite and at least 0";

  private Ranges() {}

  static boolean isSize(double value) {
    return value >= 0 && value < Double.POSITIVE_INFINITY;
  }

  static boolean isIncreasing(List<Integer> steps) {
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i) <= steps.get(i - 1)) {
        return false;
      }
    }
    return !steps.isEmpty();
  }
}
