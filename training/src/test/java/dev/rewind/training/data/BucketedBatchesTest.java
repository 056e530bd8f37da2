package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BucketedBatchesTest {

  /** Sample i holds i in each of its steps. */
  private static Dataset ofLengths(int... lengths) {
    List<double[][]> sequences = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      double value = i;
      sequences.add(
          IntStream.range(0, lengths[i])
              .mapToObj(t -> new double[] {value})
              .toArray(double[][]::new));
    }
    return SequenceDataset.of(sequences);
  }

  private static Dataset random(int size) {
    RandomSource random = RandomSource.of(5);
    return ofLengths(IntStream.range(0, size).map(i -> 1 + random.nextInt(60)).toArray());
  }

  /** The numbers of the samples of each batch. */
  private static List<List<Double>> samples(Iterable<Batch> batches) {
    return StreamSupport.stream(batches.spliterator(), false)
        .map(batch -> DatasetBatchesTest.values(batch).subList(0, batch.size()))
        .toList();
  }

  private static long steps(Iterable<Batch> batches) {
    return StreamSupport.stream(batches.spliterator(), false)
        .mapToLong(batch -> (long) batch.size() * batch.timesteps())
        .sum();
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void boundaryIsTheGreatestLengthOfItsBucket() {
    BucketedBatches batches = BucketedBatches.of(ofLengths(3, 1, 4, 2, 5, 9, 3), 2, 3, 5);

    assertThat(samples(batches))
        .containsExactly(List.of(0.0, 1.0), List.of(3.0, 6.0), List.of(2.0, 4.0), List.of(5.0));
    assertThat(batches.steps()).hasValue(4);
    assertThat(batches)
        .hasToString("SequenceDataset[7 × (None, None, 1)] in batches of 2 from 3 buckets");
  }

  @Test
  void shuffledEachEpochHasEachSampleOnceWithinItsBucket() {
    BucketedBatches batches =
        BucketedBatches.of(ofLengths(1, 9, 1, 9, 1, 9, 1, 9, 1), 2, 5).shuffled(RandomSource.of(3));

    for (int epoch = 0; epoch < 4; epoch++) {
      List<List<Double>> epochs = samples(batches);
      assertThat(epochs).hasSize(5);
      assertThat(epochs.stream().flatMap(List::stream)).hasSize(9).doesNotHaveDuplicates();
      assertThat(epochs).allMatch(b -> b.stream().map(i -> i % 2).distinct().count() == 1);
    }
    assertThat(batches).asString().endsWith("from 2 buckets, shuffled");
  }

  @Test
  void batchesOfAllBucketsAreMixed() {
    BucketedBatches batches = BucketedBatches.of(random(200), 5, 20, 40);
    List<Integer> lengths =
        StreamSupport.stream(batches.shuffled(RandomSource.of(1)).spliterator(), false)
            .map(Batch::timesteps)
            .toList();

    assertThat(lengths).isNotEqualTo(lengths.stream().sorted().toList());
    assertThat(lengths.subList(0, 10)).anyMatch(l -> l <= 20).anyMatch(l -> l > 40);
  }

  @Test
  void orderOfAnEpochDependsOnTheSourceAlone() {
    RandomSource source = RandomSource.of(3);
    BucketedBatches batches = BucketedBatches.of(random(50), 4, 20, 40);
    BucketedBatches shuffled = batches.shuffled(source);
    shuffled.iterator().next();
    RandomSource.State state = source.state();
    List<List<Double>> second = samples(shuffled);

    assertThat(samples(batches.shuffled(RandomSource.of(state)))).isEqualTo(second);
    assertThat(samples(shuffled)).isNotEqualTo(second);
    assertThat(samples(batches)).isEqualTo(samples(batches));
  }

  @Test
  void lessIsPaddedThanInPlainBatches() {
    Dataset data = random(1000);
    long real = IntStream.range(0, data.size()).mapToLong(data::timesteps).sum();
    long plain = steps(data.batches(16, RandomSource.of(1))) - real;
    long bucketed =
        steps(BucketedBatches.of(data, 16, 10, 20, 30, 40, 50).shuffled(RandomSource.of(1))) - real;

    // Of 60 lengths the longest of 16 is about 57 and the mean 30; within ten, about 10 and 5.5.
    assertThat(bucketed * 5).isLessThan(plain);
  }

  @Test
  void wrongArguments() {
    Dataset data = ofLengths(1, 2);
    assertRefused(
        () -> BucketedBatches.of(data, 0, 5),
        "BucketedBatches: batchSize must be positive, got 0.");
    assertRefused(
        () -> BucketedBatches.of(data, 2),
        "BucketedBatches: got no boundaries; expected at least one."
            + " Use data.batches(batchSize) without buckets.");
    assertRefused(
        () -> BucketedBatches.of(data, 2, 5, 5),
        "BucketedBatches: boundaries are [5, 5]; expected positive numbers, each greater than the"
            + " one before.");
    assertRefused(
        () -> BucketedBatches.of(data, 2, 0, 5),
        "BucketedBatches: boundaries are [0, 5]; expected positive numbers, each greater than the"
            + " one before.");
    assertRefused(
        () -> BucketedBatches.of(DatasetBatchesTest.numbered(2), 2, 5),
        "BucketedBatches: data are vectors, which have no lengths; expected sequences."
            + " Use data.batches(batchSize).");
  }
}
