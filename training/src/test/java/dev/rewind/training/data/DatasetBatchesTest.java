package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetBatchesTest {

  /** Sample i is the vector (i). */
  static Dataset numbered(int size) {
    return SequenceDataset.ofVectors(
        IntStream.range(0, size).mapToObj(i -> new double[] {i}).toArray(double[][]::new));
  }

  /** The values of the first input of each batch of one pass. */
  static List<List<Double>> values(Iterable<Batch> batches) {
    List<List<Double>> values = new ArrayList<>();
    for (Batch batch : batches) {
      values.add(values(batch));
    }
    return values;
  }

  static List<Double> values(Batch batch) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < batch.inputs().getNumElements(); i++) {
      values.add(batch.inputs().get(i));
    }
    return values;
  }

  @Test
  void inOrderEveryPassIsTheSame() {
    Iterable<Batch> batches = numbered(5).batches(2);

    assertThat(values(batches))
        .containsExactly(List.of(0.0, 1.0), List.of(2.0, 3.0), List.of(4.0))
        .isEqualTo(values(batches));
    assertThat(batches).hasToString("SequenceDataset[5 × (None, 1)] in batches of 2");
  }

  @Test
  void shuffledEveryPassHasEachSampleOnceInAnOrderOfItsOwn() {
    Iterable<Batch> batches = numbered(20).batches(8, RandomSource.of(1));
    List<List<Double>> first = values(batches);
    List<List<Double>> second = values(batches);

    assertThat(first).extracting(List::size).containsExactly(8, 8, 4);
    assertThat(first.stream().flatMap(List::stream))
        .doesNotHaveDuplicates()
        .hasSize(20)
        .isNotEqualTo(values(numbered(20).batches(20)).get(0));
    assertThat(second).isNotEqualTo(first);
    assertThat(batches).hasToString("SequenceDataset[20 × (None, 1)] in batches of 8, shuffled");
  }

  @Test
  void orderOfAnEpochDependsOnTheSourceAlone() {
    RandomSource random = RandomSource.of(1);
    Iterable<Batch> batches = numbered(20).batches(8, random);
    Iterator<Batch> leftHalfWay = batches.iterator();
    leftHalfWay.next();
    RandomSource.State state = random.state();
    List<List<Double>> second = values(batches);

    assertThat(values(numbered(20).batches(8, RandomSource.of(state)))).isEqualTo(second);
    Iterable<Batch> again = numbered(20).batches(8, RandomSource.of(1));
    assertThat(values(again)).isNotEqualTo(second);
    assertThat(values(again)).isEqualTo(second);
  }

  @Test
  void batchSizeIsPositive() {
    assertThatThrownBy(() -> numbered(3).batches(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batches: batchSize must be positive, got 0.");
    assertThatThrownBy(() -> numbered(3).batches(-1, RandomSource.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batches: batchSize must be positive, got -1.");
  }

  @Test
  void aBatchLargerThanTheDataHasAllOfThem() {
    assertThat(values(numbered(3).batches(Integer.MAX_VALUE)))
        .containsExactly(List.of(0.0, 1.0, 2.0));
  }
}
