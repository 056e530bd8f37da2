package dev.rewind.training.data;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.training.checkpoint.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The batches of a data set, in order or shuffled.
 *
 * @param data the samples
 * @param batchSize how many are in each batch, perhaps but the last
 * @param random what each iterator draws its order from, if they are shuffled
 */
record DatasetBatches(Dataset data, int batchSize, Optional<RandomSource> random)
    implements BatchSource {
  private static final String SHUFFLING = "shuffling";

  DatasetBatches {
    Checks.positive("batches", "batchSize", batchSize);
  }

  static DatasetBatches inOrder(Dataset data, int batchSize) {
    return new DatasetBatches(data, batchSize, Optional.empty());
  }

  static DatasetBatches shuffled(Dataset data, int batchSize, RandomSource random) {
    return new DatasetBatches(data, batchSize, Optional.of(random));
  }

  /** Sample numbers in batches; the last may be smaller. */
  static List<int[]> cut(int[] order, int batchSize) {
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < order.length; from += batchSize) {
      batches.add(Arrays.copyOfRange(order, from, from + Math.min(batchSize, order.length - from)));
    }
    return batches;
  }

  @Override
  public Iterator<Batch> iterator() {
    int size = data.size();
    int[] order =
        random
            .map(source -> source.permutation(size))
            .orElseGet(() -> IntStream.range(0, size).toArray());
    return cut(order, batchSize).stream().map(data::batch).iterator();
  }

  @Override
  public OptionalInt steps() {
    return OptionalInt.of((data.size() - 1) / batchSize + 1);
  }

  @Override
  public Snapshot save() {
    return saved(random);
  }

  @Override
  public void restore(Snapshot saved) {
    restore(random, saved);
  }

  /** Where the source of orders stands, if there is one. */
  static Snapshot saved(Optional<RandomSource> random) {
    return random
        .map(source -> new Snapshot.Builder().put(SHUFFLING, source.state()).build())
        .orElse(Snapshot.empty());
  }

  static void restore(Optional<RandomSource> random, Snapshot saved) {
    random.ifPresent(source -> source.restore(saved.random(SHUFFLING)));
  }

  @Override
  public String toString() {
    return data + " in batches of " + batchSize + (random.isPresent() ? ", shuffled" : "");
  }
}
