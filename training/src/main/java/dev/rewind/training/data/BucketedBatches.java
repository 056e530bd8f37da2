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
 * Batches of samples of about the same length, so that little is padded. Each sample comes once in
 * an epoch.
 *
 * <pre>
 *   boundaries 10, 20:   lengths up to 10  |  11 to 20  |  21 and above
 * </pre>
 *
 * <pre>{@code
 * Iterable<Batch> batches = BucketedBatches.of(reviews, 32, 50, 100, 200).shuffled(random);
 * }</pre>
 *
 * <p>In order, buckets come from the shortest to the longest, and the samples of each in the order
 * of the data. Shuffled, each iterator draws at once the order within each bucket, from the
 * shortest to the longest, and then the order of all batches: epoch n depends on the source alone,
 * whatever was read of the epochs before it. The last batch of each bucket may be smaller.
 *
 * <p>Lengths are those of the first input, measured when the batches are described.
 */
public final class BucketedBatches implements BatchSource {
  private static final String WHO = "BucketedBatches";

  private final Dataset data;
  private final int batchSize;
  private final List<int[]> buckets;
  private final Optional<RandomSource> random;

  private BucketedBatches(
      Dataset data, int batchSize, List<int[]> buckets, Optional<RandomSource> random) {
    this.data = data;
    this.batchSize = batchSize;
    this.buckets = buckets;
    this.random = random;
  }

  /**
   * Sorts samples into buckets; in order, not shuffled.
   *
   * @param data sequences of different lengths
   * @param batchSize samples per batch, positive
   * @param boundaries the greatest length in each bucket but the last, at least one, positive and
   *     ascending
   * @return the batches
   * @throws IllegalArgumentException if the batch size is not positive, data have no time axis, or
   *     boundaries are none, not positive or not ascending
   */
  public static BucketedBatches of(Dataset data, int batchSize, int... boundaries) {
    Checks.positive(WHO, "batchSize", batchSize);
    Checks.require(
        data.inputShape().hasTime(),
        WHO,
        "data are vectors, which have no lengths; expected sequences. Use data.batches(batchSize).");
    requireAscending(boundaries);
    List<List<Integer>> members = new ArrayList<>();
    for (int bucket = 0; bucket <= boundaries.length; bucket++) {
      members.add(new ArrayList<>());
    }
    for (int sample = 0; sample < data.size(); sample++) {
      int found = Arrays.binarySearch(boundaries, data.timesteps(sample));
      members.get(found >= 0 ? found : -found - 1).add(sample);
    }
    List<int[]> buckets =
        members.stream()
            .filter(bucket -> !bucket.isEmpty())
            .map(bucket -> bucket.stream().mapToInt(Integer::intValue).toArray())
            .toList();
    return new BucketedBatches(data, batchSize, buckets, Optional.empty());
  }

  private static void requireAscending(int... boundaries) {
    Checks.require(
        boundaries.length > 0,
        WHO,
        "got no boundaries; expected at least one. Use data.batches(batchSize) without buckets.");
    for (int i = 0; i < boundaries.length; i++) {
      Checks.require(
          boundaries[i] > (i == 0 ? 0 : boundaries[i - 1]),
          WHO,
          "boundaries are "
              + Arrays.toString(boundaries)
              + "; expected positive numbers, each greater than the one before.");
    }
  }

  /**
   * The same batches, shuffled anew for each iterator.
   *
   * @param source where the orders come from; not copied, and advanced by each call of {@code
   *     iterator()}, which draws all that it needs
   * @return a changed copy
   */
  public BucketedBatches shuffled(RandomSource source) {
    return new BucketedBatches(data, batchSize, buckets, Optional.of(source));
  }

  @Override
  public OptionalInt steps() {
    return OptionalInt.of(buckets.stream().mapToInt(this::batchesOf).sum());
  }

  @Override
  public Snapshot save() {
    return DatasetBatches.saved(random);
  }

  @Override
  public void restore(Snapshot saved) {
    DatasetBatches.restore(random, saved);
  }

  private int batchesOf(int... bucket) {
    return (bucket.length - 1) / batchSize + 1;
  }

  @Override
  public Iterator<Batch> iterator() {
    List<int[]> batches = new ArrayList<>();
    for (int[] bucket : buckets) {
      int[] order = order(bucket.length);
      int[] members = Arrays.stream(order).map(place -> bucket[place]).toArray();
      batches.addAll(DatasetBatches.cut(members, batchSize));
    }
    int[] order = order(batches.size());
    return Arrays.stream(order).mapToObj(place -> data.batch(batches.get(place))).iterator();
  }

  private int[] order(int size) {
    return random
        .map(source -> source.permutation(size))
        .orElseGet(() -> IntStream.range(0, size).toArray());
  }

  @Override
  public String toString() {
    return data
        + " in batches of "
        + batchSize
        + " from "
        + buckets.size()
        + (buckets.size() == 1 ? " bucket" : " buckets")
        + (random.isPresent() ? ", shuffled" : "");
  }
}
