package dev.rewind.training.data;

import static java.util.Collections.singletonList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.layers.Mask;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StreamedBatchesTest {

  private static Sample vector(int value) {
    return Sample.ofVector(value).withTarget(10.0 * value);
  }

  private static void assertRefused(Iterable<Batch> batches, String message) {
    assertThatThrownBy(() -> batches.forEach(batch -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static Iterable<Batch> two(Sample... samples) {
    return StreamedBatches.of(List.of(samples), 2);
  }

  @Test
  void samplesAreGatheredInTheirOrderInEveryPass() {
    StreamedBatches batches =
        StreamedBatches.of(List.of(vector(1), vector(2), vector(3), vector(4), vector(5)), 2);
    List<Batch> all = new ArrayList<>();
    batches.forEach(all::add);

    assertThat(DatasetBatchesTest.values(batches))
        .containsExactly(List.of(1.0, 2.0), List.of(3.0, 4.0), List.of(5.0))
        .isEqualTo(DatasetBatchesTest.values(batches));
    assertThat(all.get(1).targets().data).containsExactly(30, 40);
  }

  @Test
  void sequencesArePaddedToTheLongestOfTheirBatch() {
    Sample one = Sample.ofSequence(new double[][] {{1}}).withStepTargets(new double[][] {{2}});
    Sample two =
        Sample.ofSequence(new double[][] {{3}, {4}}).withStepTargets(new double[][] {{5}, {6}});
    Batch batch = two(one, two).iterator().next();

    assertThat(batch.inputs().data).containsExactly(1, 3, 0, 4);
    assertThat(batch.targets().data).containsExactly(2, 5, 0, 6);
    assertThat(batch.targetsPerStep()).isTrue();
    assertThat(batch.mask()).contains(Mask.ofLengths(2, 1, 2));
  }

  @Test
  void labelsAreTargetsAndSequencesNeedNone() {
    Batch labelled = two(Sample.ofSequence(new double[][] {{1}}).withLabel(3)).iterator().next();
    List<double[][]> sequences = singletonList(new double[][] {{1}, {2}});

    assertThat(labelled.targets().data).containsExactly(3);
    Batch plain = StreamedBatches.ofSequences(sequences, 5).iterator().next();
    assertThat(plain.hasTargets()).isFalse();
    assertThat(plain.inputs().data).containsExactly(1, 2);
    assertThat(plain.timesteps()).isEqualTo(2);
  }

  @Test
  void noSampleIsReadBeforeItsBatchIsAskedFor() {
    AtomicInteger read = new AtomicInteger();
    Iterator<Batch> batches =
        StreamedBatches.ofStream(
                () -> Stream.iterate(0, i -> i + 1).peek(i -> read.set(i + 1)).map(i -> vector(i)),
                3)
            .iterator();

    assertThat(read).hasValue(0);
    batches.next();
    assertThat(read).hasValue(3);
    batches.next();
    assertThat(read).hasValue(6);
  }

  @Test
  void streamIsClosedAtItsEndOrWithTheIterator() {
    AtomicInteger opened = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    StreamedBatches batches =
        StreamedBatches.ofStream(
            () -> {
              opened.incrementAndGet();
              return Stream.of(vector(1), vector(2)).onClose(closed::incrementAndGet);
            },
            1);
    batches.forEach(batch -> {});
    assertThat(closed).hasValue(1);

    BatchIterator half = batches.iterator();
    half.next();
    assertThat(closed).hasValue(1);
    half.close();
    half.close();
    assertThat(half.hasNext()).isFalse();
    assertThat(closed).hasValue(2);
    assertThat(opened).hasValue(2);
    assertThatThrownBy(half::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("StreamedBatches: no batch after 1 samples; it is the end.");
  }

  @Test
  void failureToCloseIsAnError() {
    StreamedBatches batches =
        StreamedBatches.ofStream(
            () ->
                Stream.of(vector(1))
                    .onClose(
                        () -> {
                          throw new IllegalStateException("stuck");
                        }),
            1);

    assertThatThrownBy(() -> batches.iterator().close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "StreamedBatches: the samples could not be closed:"
                + " java.lang.IllegalStateException: stuck.");
  }

  @Test
  void samplesAreAlike() {
    assertRefused(
        two(vector(1), vector(2), Sample.ofVector(3)),
        "StreamedBatches: sample 2 is a vector with no target; expected a vector with a target as"
            + " sample 0.");
    assertRefused(
        two(Sample.ofVector(1), Sample.ofSequence(new double[][] {{1}})),
        "StreamedBatches: sample 1 is a sequence with no target; expected a vector with no target"
            + " as sample 0.");
    assertRefused(
        two(Sample.ofVector(1), Sample.ofVector(2), Sample.ofVector(3, 4)),
        "StreamedBatches: samples from number 2 on have 2 features and targets of 0; expected 1"
            + " and 0 as in the first batch.");
  }

  @Test
  void badValuesAreFoundByTheirPlace() {
    assertRefused(
        two(vector(1), vector(2), vector(3), Sample.ofVector(Double.NaN).withTarget(1)),
        "StreamedBatches: samples 2 to 3 make no batch: SequenceDataset: sample 1, feature 0 is"
            + " NaN; expected finite numbers. Remove or impute it first. Samples are counted from"
            + " the first of the batch.");
  }

  @Test
  void wrongArguments() {
    assertRefused(two(), "StreamedBatches: there are no samples; expected at least one.");
    assertThatThrownBy(() -> StreamedBatches.of(List.of(vector(1)), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("StreamedBatches: batchSize must be positive, got 0.");
    assertThatThrownBy(() -> Sample.ofVector(1).withLabel(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Sample: label must be at least 0, got -1.");
    assertThatThrownBy(() -> Sample.ofVector(1).withStepTargets(new double[][] {{1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Sample: a vector has no time steps to give targets to. Use withTarget.");
  }
}
