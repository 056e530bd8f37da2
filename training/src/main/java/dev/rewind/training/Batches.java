package dev.rewind.training;

import dev.rewind.core.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Cuts a list of sample numbers into batches; the last one may be smaller. */
final class Batches {
  private Batches() {}

  static List<int[]> inOrder(int samples, int batchSize) {
    return cut(IntStream.range(0, samples).toArray(), batchSize);
  }

  static List<int[]> cut(int[] order, int batchSize) {
    Checks.positive("batches", "batchSize", batchSize);
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < order.length; from += batchSize) {
      batches.add(Arrays.copyOfRange(order, from, Math.min(from + batchSize, order.length)));
    }
    return batches;
  }
}
