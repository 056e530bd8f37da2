package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ContiguousChunksTest {

  private static List<Batch> all(Iterable<Batch> batches) {
    List<Batch> all = new ArrayList<>();
    batches.forEach(all::add);
    return all;
  }

  private static int[] upTo(int length) {
    return IntStream.range(0, length).toArray();
  }

  private static double[][] rows(int length) {
    return IntStream.range(0, length)
        .mapToObj(i -> new double[] {i, 100 + i})
        .toArray(double[][]::new);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void idsAreCutIntoParallelStreams() {
    ContiguousChunks chunks = ContiguousChunks.ofIds(upTo(14), 2, 3); // as in the class's comment
    List<Batch> batches = all(chunks);

    assertThat(batches).hasSize(2);
    assertThat(chunks.steps()).hasValue(2);
    assertThat(batches.get(0).inputs().data).containsExactly(0, 6, 1, 7, 2, 8);
    assertThat(batches.get(0).targets().data).containsExactly(1, 7, 2, 8, 3, 9);
    assertThat(batches.get(1).inputs().data).containsExactly(3, 9, 4, 10, 5, 11);
    assertThat(batches.get(1).targets().data).containsExactly(4, 10, 5, 11, 6, 12);
    assertThat(batches.get(0).targetsPerStep()).isTrue();
    assertThat(chunks).hasToString("ContiguousChunks[2 × 2 × 3 steps]");
  }

  @Test
  void eachRowContinuesItselfFromBatchToBatch() {
    List<Batch> batches = all(ContiguousChunks.ofIds(upTo(1000), 7, 11));

    for (int k = 1; k < batches.size(); k++) {
      for (int b = 0; b < 7; b++) {
        double last = batches.get(k - 1).targets().get(10 * 7 + b, 0);
        assertThat(batches.get(k).inputs().get(b, 0)).isEqualTo(last);
      }
    }
    assertThat(batches).hasSize(999 / 7 / 11);
    assertThat(batches.get(0).inputs().get(3, 0)).isEqualTo(3 * (999 / 7));
  }

  @Test
  void everyPassStartsAnewWithItsFirstBatchOnly() {
    ContiguousChunks chunks = ContiguousChunks.ofIds(upTo(14), 2, 2);
    for (int pass = 0; pass < 2; pass++) {
      assertThat(all(chunks)).extracting(Batch::startsAnew).containsExactly(true, false, false);
    }
    assertThat(DatasetBatchesTest.values(chunks)).isEqualTo(DatasetBatchesTest.values(chunks));
  }

  @Test
  void shortestSequenceMakesOneChunk() {
    List<Batch> batches = all(ContiguousChunks.ofIds(upTo(2), 1, 1));

    assertThat(batches).hasSize(1);
    assertThat(batches.get(0).inputs().data).containsExactly(0);
    assertThat(batches.get(0).targets().data).containsExactly(1);
  }

  @Test
  void targetOfARowIsTheRowAfterIt() {
    List<Batch> batches = all(ContiguousChunks.ofRows(rows(5), 2, 1));

    assertThat(batches.get(0).inputs().data).containsExactly(0, 100, 2, 102);
    assertThat(batches.get(1).inputs().data).containsExactly(1, 101, 3, 103);
    assertThat(batches.get(1).targets().data).containsExactly(2, 102, 4, 104);
  }

  @Test
  void rowsMayHaveTargetsOfTheirOwn() {
    double[][] targets = {{5}, {6}, {7}, {8}};
    List<Batch> batches = all(ContiguousChunks.ofRows(rows(4), targets, 2, 2));

    assertThat(batches).hasSize(1); // the last row has a target too
    assertThat(batches.get(0).inputs().data).containsExactly(0, 100, 2, 102, 1, 101, 3, 103);
    assertThat(batches.get(0).targets().data).containsExactly(5, 7, 6, 8);
  }

  @Test
  void changingTheArrayAfterwardsChangesNothing() {
    int[] ids = upTo(4);
    ContiguousChunks chunks = ContiguousChunks.ofIds(ids, 1, 3);
    ids[1] = 9;

    assertThat(all(chunks).get(0).inputs().data).containsExactly(0, 1, 2);
  }

  @Test
  void wrongArguments() {
    assertRefused(
        () -> ContiguousChunks.ofIds(upTo(14), 2, 7),
        "ContiguousChunks: a chunk has 7 time steps, and 13 steps with a target make 2 streams of"
            + " 6 steps each; expected at least one whole chunk. Take fewer timesteps, a smaller batchSize or"
            + " a longer sequence.");
    assertRefused(
        () -> ContiguousChunks.ofIds(new int[0], 1, 1),
        "ContiguousChunks: a chunk has 1 time steps, and 0 steps with a target make 1 streams of"
            + " 0 steps each; expected at least one whole chunk. Take fewer timesteps, a smaller batchSize or"
            + " a longer sequence.");
    assertRefused(
        () -> ContiguousChunks.ofIds(upTo(9), 0, 1),
        "ContiguousChunks: batchSize must be positive, got 0.");
    assertRefused(
        () -> ContiguousChunks.ofIds(upTo(9), 1, 0),
        "ContiguousChunks: timesteps must be positive, got 0.");
    assertRefused(
        () -> ContiguousChunks.ofIds(new int[] {1, -1, 2}, 1, 1),
        "ContiguousChunks: id 1 is -1; expected at least 0. Count from 0.");
    assertRefused(
        () -> ContiguousChunks.ofRows(new double[0][], 1, 1),
        "ContiguousChunks: the series has no rows; expected at least one.");
    assertRefused(
        () -> ContiguousChunks.ofRows(new double[][] {{1}, {2, 3}}, 1, 1),
        "ContiguousChunks: row 1 has 2 features; expected 1 as in row 0. Give all of them the same"
            + " number.");
    assertRefused(
        () -> ContiguousChunks.ofRows(rows(3), new double[][] {{1}}, 1, 1),
        "ContiguousChunks: got 1 targets for 3 rows; expected one for each.");
    assertRefused(
        () -> ContiguousChunks.ofRows(rows(2), new double[][] {{1}, {Double.NaN}}, 1, 1),
        "ContiguousChunks: target of row 1, value 0 is NaN; expected finite numbers."
            + " Remove or impute it first.");
  }
}
