package dev.rewind.training.callbacks.tensorboard;

import java.util.Arrays;

/**
 * The buckets of a histogram: as many as TensorBoard has by default, of equal width, from the
 * smallest number to the largest.
 *
 * <p><b>Source</b>: {@code tensorboard/plugins/histogram/summary_v2.py} of TensorBoard 2.21.0.
 */
final class Buckets {
  static final int COUNT = 30;

  /** Of each bucket: its left edge, its right edge, and how many numbers it has. */
  static final int COLUMNS = 3;

  private Buckets() {}

  /**
   * Counts numbers; NaN and infinities are left out.
   *
   * @return bucket by bucket; all zeros if there is nothing to count
   */
  static double[] of(double... values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    double[] buckets = new double[COUNT * COLUMNS];
    if (finite.length > 0) {
      double min = Arrays.stream(finite).min().getAsDouble();
      double max = Arrays.stream(finite).max().getAsDouble();
      double width = (max - min) / COUNT;
      for (int i = 0; i < COUNT; i++) {
        buckets[i * COLUMNS] = edge(i, min, max, width);
        buckets[i * COLUMNS + 1] = edge(i + 1, min, max, width);
      }
      for (double value : finite) {
        buckets[bucket(value - min, width) * COLUMNS + 2]++;
      }
    }
    return buckets;
  }

  private static double edge(int i, double min, double max, double width) {
    return i == COUNT ? max : i * width + min;
  }

  /** The largest number belongs to the last bucket; so do all if they are equal. */
  private static int bucket(double offset, double width) {
    return width == 0 ? COUNT - 1 : Math.min((int) (offset / width), COUNT - 1);
  }
}
