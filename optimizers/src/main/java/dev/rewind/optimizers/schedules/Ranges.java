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

  /** Whether there are steps, none negative, each after the one before. */
  static boolean areSteps(List<Integer> steps) {
    int before = -1;
    for (int step : steps) {
      if (step <= before) {
        return false;
      }
      before = step;
    }
    return !steps.isEmpty();
  }
}
