package dev.rewind.training;

import dev.rewind.core.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Cuts a list of sample numbers into batches; the last one may be smaller. */
final class Batches {
  private Batches() {}

  /** Refuses a last batch that is smaller than the first. */
  static void requireEqual(String who, int samples, int batchSize) {
    Checks.require(
        samples <= batchSize || samples % batchSize == 0,
        who,
        samples
            + " samples are not a multiple of the batch size "
            + batchSize
            + ", which a model with stateful layers needs."
            + " Take another batch size, or leave samples out with subset.");
  }

  static List<int[]> inOrder(int samples, int batchSize) {
    return cut(IntStream.range(0, samples).toArray(), batchSize);
  }

  static List<int[]> cut(int[] order, int batchSize) {
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < order.length; from += batchSize) {
      batches.add(Arrays.copyOfRange(order, from, Math.min(from + batchSize, order.length)));
    }
    return batches;
  }
}
