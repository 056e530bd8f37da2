package dev.rewind.training.metrics;

import dev.rewind.core.KerasEpsilon;
import dev.rewind.core.options.Range;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Thresholds, in the order in which they were given, and how many of them a number exceeds.
 *
 * <p>Evenly spaced ones over [0, 1] need no search, {@code ⌈p·(n − 1)⌉}, and take numbers outside
 * of [0, 1] for its ends.
 *
 * <p><b>Source</b>: {@code keras/src/metrics/metrics_utils.py}, Keras 3.15.1.
 */
final class Thresholds {
  /** None, or one or more, each in [0, 1]. */
  static final Range<Optional<List<Double>>> RANGE =
      new Range<>(
          list ->
              list.isEmpty()
                  || (!list.get().isEmpty() && list.get().stream().allMatch(t -> t >= 0 && t <= 1)),
          "one or more numbers in [0, 1]");

  private static final double RELATIVE = 1e-5; // numpy.allclose

  private final double[] given;
  private final double[] sorted;
  private final boolean isEven;

  private Thresholds(double[] given, boolean isEven) {
    this.given = given;
    this.sorted = given.clone();
    this.isEven = isEven;
    Arrays.sort(sorted);
  }

  static Thresholds of(List<Double> thresholds) {
    double[] given = thresholds.stream().mapToDouble(t -> t).toArray();
    return new Thresholds(given, areEven(given));
  }

  /** A number of thresholds, evenly spaced, with the first a little below 0. */
  static Thresholds even(int number) {
    double[] inner = new double[number - 2];
    for (int i = 0; i < inner.length; i++) {
      inner[i] = (i + 1.0) / (number - 1);
    }
    return new Thresholds(withEnds(inner, KerasEpsilon.VALUE), true);
  }

  /** Sorted thresholds between one a little below 0 and one a little above 1. */
  static Thresholds between(List<Double> thresholds) {
    double[] inner = thresholds.stream().mapToDouble(t -> t).sorted().toArray();
    return new Thresholds(withEnds(inner, KerasEpsilon.VALUE), areEven(withEnds(inner, 0)));
  }

  private static double[] withEnds(double[] inner, double margin) {
    double[] all = new double[inner.length + 2];
    System.arraycopy(inner, 0, all, 1, inner.length);
    all[0] = -margin;
    all[all.length - 1] = 1 + margin;
    return all;
  }

  /** Keras compares with spaces of float32 and the tolerance of numpy. */
  private static boolean areEven(double[] thresholds) {
    int last = thresholds.length - 1;
    for (int i = 0; i <= last; i++) {
      double even = (float) i / (float) last;
      if (!(Math.abs(thresholds[i] - even) <= KerasEpsilon.VALUE + RELATIVE * even)) {
        return false;
      }
    }
    return last >= 2;
  }

  int size() {
    return given.length;
  }

  /** The place of a threshold among all, sorted. */
  int rank(int index) {
    return Arrays.binarySearch(sorted, given[index]);
  }

  /** How many thresholds a number exceeds; NaN exceeds none. */
  int exceededBy(double p) {
    if (isEven) {
      int exceeded = (int) Math.ceil(Math.min(Math.max(p, 0), 1) * (sorted.length - 1));
      return sorted[0] < 0 && !Double.isNaN(p) ? Math.max(exceeded, 1) : exceeded;
    }
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (p > sorted[middle]) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
