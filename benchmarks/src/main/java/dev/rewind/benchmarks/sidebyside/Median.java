package dev.rewind.benchmarks.sidebyside;

import java.util.List;

/** The number in the middle. */
final class Median {
  private Median() {}

  /** Half of the numbers are not above it; the mean of the two in the middle, if there are two. */
  static double of(List<Double> numbers) {
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("Median: of no numbers; expected at least one.");
    }
    double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
