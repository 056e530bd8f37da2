package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Several data sets as the inputs of one model. */
class ZippedDatasetTest {
  private static final SequenceDataset WORDS =
      SequenceDataset.of(new double[][][] {{{1}, {2}}, {{3}}, {{4}, {5}, {6}}});
  private static final SequenceDataset PLACES =
      SequenceDataset.ofVectors(new double[][] {{10, 11}, {20, 21}, {30, 31}});
  private static final SequenceDataset LABELLED =
      PLACES.withLabels(new int[] {1, 0, 1}, List.of("no", "yes"));

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void eachSampleHasTheInputsOfAllPartsAndTheTargetOfOne() {
    Dataset both = Dataset.zip(WORDS, LABELLED);
    assertThat(both.size()).isEqualTo(3);
    assertThat(both.inputShape()).isEqualTo(DataShape.sequence(1));
    assertThat(both.inputShapes()).containsExactly(DataShape.sequence(1), DataShape.vectors(2));
    assertThat(both.targetShape()).contains(DataShape.vectors(1));
    assertThat(both.classNames()).containsExactly("no", "yes");
    Batch batch = both.batch(1, 0);
    assertThat(batch.size()).isEqualTo(2);
    assertThat(batch.targets().data).containsExactly(0, 1);
    assertThat(batch.inputShapes()).containsExactly(DataShape.sequence(2, 1), DataShape.vectors(2));
    assertThat(batch).hasToString("Batch[2 × (None, 2, 1), masked and (None, 2), with targets]");
    try (Tape tape = Tape.create()) {
      List<Sequence> inputs = batch.sequences(tape);
      assertThat(inputs).hasSize(2);
      assertThat(inputs.get(0).values().value().data).containsExactly(3, 1, 0, 2);
      assertThat(inputs.get(0).mask()).contains(Mask.ofLengths(2, 1, 2));
      assertThat(inputs.get(1).values().value().data).containsExactly(20, 21, 10, 11);
      assertThat(inputs.get(1).hasTime()).isFalse();
    }
  }

  @Test
  void targetsOfStepsBelongToTheStepsOfTheirPart() {
    List<double[][]> next = List.of(new double[][] {{7}, {8}}, new double[][] {{9}});
    Dataset both =
        Dataset.zip(
            PLACES.subset(0, 1),
            SequenceDataset.of(new double[2][1], new double[1][1]).withStepTargets(next));
    Batch batch = both.batch(0, 1);
    assertThat(batch.targetsPerStep()).isTrue();
    assertThat(batch.targets().data).containsExactly(7, 9, 8, 0);
    assertThat(both.targetShape()).contains(DataShape.sequence(1));
  }

  @Test
  void weightsOfAPartAreThoseOfTheWhole() {
    Dataset both = Dataset.zip(WORDS.withSampleWeights(1, 2, 3), LABELLED);
    assertThat(both.batch(2, 0).sampleWeights().orElseThrow().data).containsExactly(3, 1);
  }

  @Test
  void wholeStartsAnewIfAnyPartDoes() {
    Batch words = WORDS.batch(0);
    Batch places = PLACES.batch(0);
    assertThat(Batch.zip(words, places).startsAnew()).isFalse();
    assertThat(Batch.zip(words.startingAnew(), places).startsAnew()).isTrue();
    assertThat(Batch.zip(words, places.startingAnew()).startsAnew()).isTrue();
  }

  @Test
  void viewsKeepAllInputs() {
    Dataset both = Dataset.zip(PLACES, WORDS);
    Dataset view = Standardizer.fit(both).apply(both).subset(1);
    assertThat(view.inputShapes()).isEqualTo(both.inputShapes());
    try (Tape tape = Tape.create()) {
      List<Sequence> inputs = view.batch(0).sequences(tape);
      assertThat(inputs.get(0).values().value().data).as("the mean").containsExactly(0, 0);
      assertThat(inputs.get(1).values().value().data).containsExactly(3);
    }
    assertThat(Dataset.zip(both, LABELLED).inputShapes()).hasSize(3);
    assertThat(Dataset.zip(both, LABELLED).batch(0).inputShapes()).hasSize(3);
  }

  @Test
  void newInputsReplaceTheFirstOnly() {
    Batch batch = Batch.zip(PLACES.batch(0), WORDS.batch(1));
    DMatrixRMaj other = new DMatrixRMaj(1, 5);
    assertThat(batch.withInputs(other).inputs()).isSameAs(other);
    assertThat(batch.withInputs(other).inputShapes())
        .containsExactly(DataShape.vectors(5), DataShape.sequence(1, 1));
  }

  @Test
  void partsThatDoNotBelongTogetherAreRefused() {
    assertRefused(Dataset::zip, "zip: got no parts; expected at least one.");
    assertRefused(
        () -> Dataset.zip(WORDS, PLACES, PLACES.subset(0, 1)),
        "zip: part 2 has 2 samples; expected 3 as part 0. Give all parts the same samples.");
    Batch weighted = WORDS.withSampleWeights(1, 2, 3).batch(0);
    assertRefused(
        () -> Batch.zip(weighted, weighted),
        "zip: 2 parts have sample weights for all targets; expected at most 1."
            + " Give them to one part only.");
    assertRefused(
        () -> Batch.zip(WORDS.batch(0), WORDS.batch(0, 1)),
        "zip: part 1 has 2 samples; expected 1 as part 0. Give all parts the same samples.");
    Batch twice = LABELLED.batch(0).withTargets(BatchTarget.of(column(1)).weighted(column(1)));
    assertRefused(
        () -> Batch.zip(twice.withSampleWeights(column(2)), LABELLED.batch(0)),
        "zip: a part has sample weights and its targets have weights too; expected one of them.");
  }

  @Test
  void targetsOfAllPartsAreThoseOfTheOutputsInOrder() {
    SequenceDataset places = PLACES.withTargets(new double[][] {{5}, {6}, {7}});
    Dataset both = Dataset.zip(LABELLED.withSampleWeights(1, 2, 3), places);
    assertThat(both.targetShapes()).containsExactly(DataShape.vectors(1), DataShape.vectors(1));
    Batch batch = both.batch(2, 0);
    assertThat(batch.allTargets()).hasSize(2);
    assertThat(batch.allTargets().get(0).weights().orElseThrow().data).containsExactly(3, 1);
    assertThat(batch.allTargets().get(1).values().data).containsExactly(7, 5);
    assertThat(batch.allTargets().get(1).weights()).isEmpty();
    assertThat(batch.sampleWeights()).isEmpty();
    assertThat(both.subset(1).targetShapes()).hasSize(2);
  }

  private static DMatrixRMaj column(double... values) {
    return new DMatrixRMaj(values);
  }
}
