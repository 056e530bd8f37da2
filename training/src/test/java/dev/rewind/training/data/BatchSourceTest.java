package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.RandomSource;
import dev.rewind.training.checkpoint.Snapshot;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pass that is repeated from a saved state has the same batches. */
class BatchSourceTest {
  private static final Dataset NUMBERED =
      SequenceDataset.of(IntStream.range(0, 20).mapToObj(BatchSourceTest::numbered).toList());

  private static double[][] numbered(int sample) {
    double[][] sequence = new double[1 + sample % 4][1];
    sequence[0][0] = sample;
    return sequence;
  }

  static Stream<BatchSource> sources() {
    RandomSource random = RandomSource.of(7);
    return Stream.of(
        NUMBERED.batches(3, random),
        BucketedBatches.of(NUMBERED, 3, 2).shuffled(random),
        Prefetch.of(NUMBERED.batches(3, random), 2),
        BatchSource.of(List.copyOf(all(NUMBERED.batches(3)))));
  }

  private static List<Batch> all(Iterable<Batch> batches) {
    List<Batch> all = new ArrayList<>();
    batches.forEach(all::add);
    return all;
  }

  private static List<Double> firstNumbers(Iterable<Batch> batches) {
    return all(batches).stream().map(Batch::inputs).map(BatchSourceTest::first).toList();
  }

  private static double first(DMatrixRMaj x) {
    return x.get(0, 0);
  }

  @Test
  void numberOfBatchesIsNotKnownIfThereAreNone() {
    assertThat(BatchSource.of(List.of()).steps()).isEmpty();
  }

  @Test
  void pieceIsCopiedWhenItIsAskedFor() {
    Batch whole = Batch.ofSequences(new DMatrixRMaj(3, 1), 3, Optional.empty());
    Batch batch = whole.withStepTargets(new DMatrixRMaj(3, 1));
    Iterator<Batch> pieces = BatchSource.of(List.of(batch)).chunks(2).iterator();
    pieces.next();
    batch.inputs().set(2, 0, 7); // what nobody may do, to tell when the copy is made
    assertThat(pieces.next().inputs().data).containsExactly(7);
    assertThat(pieces.hasNext()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void passIsRepeatedFromWhatWasSaved(BatchSource source) {
    firstNumbers(source);
    Snapshot saved = source.save();
    List<Double> pass = firstNumbers(source);
    firstNumbers(source);
    source.restore(saved);
    assertThat(firstNumbers(source)).isEqualTo(pass);
    assertThat(source.steps()).hasValue(pass.size());
  }
}
