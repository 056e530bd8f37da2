package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final Optional<Mask> MASK = Optional.of(Mask.ofLengths(3, 3, 1));

  private static Batch masked() {
    return Batch.ofSequences(new DMatrixRMaj(6, 4), 3, MASK);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void sequenceOnATapeHasTheBatchesValuesStepsAndMask() {
    Batch batch = masked();
    try (Tape tape = Tape.create()) {
      Sequence sequence = batch.sequence(tape);

      assertThat(sequence.values().value()).isSameAs(batch.inputs());
      assertThat(sequence.values().needsGradient()).isFalse();
      assertThat(sequence.shape()).isEqualTo(DataShape.sequence(3, 4));
      assertThat(sequence.batch()).isEqualTo(2);
      assertThat(sequence.mask()).isEqualTo(MASK);
    }
  }

  @Test
  void vectorsOnATapeHaveNoTimeAxis() {
    try (Tape tape = Tape.create()) {
      Sequence sequence = Batch.ofVectors(new DMatrixRMaj(5, 4)).sequence(tape);

      assertThat(sequence.hasTime()).isFalse();
      assertThat(sequence.batch()).isEqualTo(5);
    }
  }

  @Test
  void newInputsKeepEverythingElse() {
    DMatrixRMaj targets = new DMatrixRMaj(6, 2);
    DMatrixRMaj weights = new DMatrixRMaj(2, 1);
    DMatrixRMaj inputs = new DMatrixRMaj(6, 7);
    Batch batch = masked().withStepTargets(targets).withSampleWeights(weights).withInputs(inputs);

    assertThat(batch.inputs()).isSameAs(inputs);
    assertThat(batch.inputShape()).isEqualTo(DataShape.sequence(3, 7));
    assertThat(batch.mask()).isEqualTo(MASK);
    assertThat(batch.targets()).isSameAs(targets);
    assertThat(batch.targetsPerStep()).isTrue();
    assertThat(batch.sampleWeights()).containsSame(weights);
    assertThat(batch).hasToString("Batch[2 × (None, 3, 7), masked, with targets]");
  }

  @Test
  void oneStepTellsTargetsPerSampleFromTargetsPerStep() {
    Batch oneStep = Batch.ofSequences(new DMatrixRMaj(2, 4), 1, Optional.empty());

    assertThat(oneStep.withTargets(new DMatrixRMaj(2, 1)).targetsPerStep()).isFalse();
    assertThat(oneStep.withStepTargets(new DMatrixRMaj(2, 1)).targetsPerStep()).isTrue();
  }

  @Test
  void inputsThatDoNotFitAreRefused() {
    assertRefused(
        () -> Batch.ofVectors(new DMatrixRMaj(0, 4)),
        "Batch: inputs are [0, 4]; expected at least one sample and one feature.");
    assertRefused(
        () -> Batch.ofSequences(new DMatrixRMaj(6, 4), 4, Optional.empty()),
        "Batch: 6 rows can not be cut into 4 time steps.");
    assertRefused(
        () -> Batch.ofSequences(new DMatrixRMaj(6, 4), 2, MASK),
        "Batch: mask is for 2 samples × 3 steps; expected 3 × 2.");
    assertRefused(
        () -> masked().withInputs(new DMatrixRMaj(2, 4)),
        "Batch: shape [2, 4] does not fit; expected [6, 4].");
  }

  @Test
  void targetsAndWeightsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> masked().withTargets(new DMatrixRMaj(6, 1)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("Batch: shape [6, 1] does not fit; expected [2, 1].");
    assertRefused(
        () -> masked().withStepTargets(new DMatrixRMaj(2, 1)),
        "Batch: shape [2, 1] does not fit; expected [6, 1].");
    assertRefused(
        () -> masked().withSampleWeights(new DMatrixRMaj(2, 2)),
        "Batch: sample weights are [2, 2]; expected [2, 1] or, for each step, [6, 1].");
    assertRefused(
        () -> Batch.ofVectors(new DMatrixRMaj(2, 4)).withStepTargets(new DMatrixRMaj(2, 1)),
        "Batch: vectors have no time steps to give targets to. Use withTargets.");
  }

  @Test
  void askingForTargetsThatAreNotThereIsAnError() {
    assertThatThrownBy(() -> masked().targets())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Batch: it has no targets. Give the data set labels or targets before training with it.");
  }

  @Test
  void piecesAreBlocksOfTimeStepsAndTheFirstStartsAnew() {
    DMatrixRMaj rows = new DMatrixRMaj(new double[][] {{0}, {10}, {1}, {11}, {2}, {12}});
    DMatrixRMaj steps = new DMatrixRMaj(new double[] {1, 2, 3, 4, 5, 6});
    DMatrixRMaj samples = new DMatrixRMaj(new double[] {7, 8});
    Batch batch =
        Batch.ofSequences(rows, 3, MASK)
            .withTargets(
                BatchTarget.ofSteps(rows.copy(), 3).weighted(steps),
                BatchTarget.ofSteps(rows.copy(), 3).weighted(samples))
            .withSampleWeights(steps);

    var pieces = batch.chunks(2);

    assertThat(pieces).hasSize(2);
    assertThat(pieces.get(0).startsAnew()).isTrue();
    assertThat(pieces.get(1).startsAnew()).isFalse();
    assertThat(pieces.get(0).inputs().data).containsExactly(0, 10, 1, 11);
    assertThat(pieces.get(0).mask()).contains(Mask.ofLengths(2, 2, 1));
    assertThat(pieces.get(1).inputs().data).containsExactly(2, 12);
    assertThat(pieces.get(1).mask()).contains(Mask.ofLengths(1, 1, 0));
    assertThat(pieces.get(1).sampleWeights().orElseThrow().data).containsExactly(5, 6);
    BatchTarget first = pieces.get(1).allTargets().get(0);
    assertThat(first.values().data).containsExactly(2, 12);
    assertThat(first.weights().orElseThrow().data).containsExactly(5, 6);
    assertThat(pieces.get(1).allTargets().get(1).weights()).containsSame(samples);
    assertThat(batch.chunks(3)).hasSize(1);
    assertThat(batch.chunks(3).get(0).startsAnew()).isTrue();
  }

  @Test
  void onlySequencesWithStepTargetsAreCut() {
    assertRefused(() -> masked().chunks(0), "Batch: timesteps must be positive, got 0.");
    assertRefused(
        () -> Batch.ofVectors(new DMatrixRMaj(2, 1)).chunks(1),
        "chunks: the inputs have the shapes [(None, 1)]; expected sequences of one length."
            + " Only those can be cut in time.");
    assertRefused(
        () -> masked().withTargets(new DMatrixRMaj(2, 1)).chunks(1),
        "chunks: targets are BatchTarget[[2, 1]]; expected one for each of the 3 time steps."
            + " Return sequences from the last recurrent layer, and give step targets.");
  }

  @Test
  void markOfStartingAnewIsKept() {
    assertThat(masked().startsAnew()).isFalse();
    Batch batch = masked().startingAnew().withInputs(new DMatrixRMaj(6, 1));
    assertThat(batch.withSampleWeights(new DMatrixRMaj(6, 1)).startsAnew()).isTrue();
    assertThat(Batch.zip(batch, masked()))
        .hasToString("Batch[2 × (None, 3, 1), masked and (None, 3, 4), masked, starting anew]");
  }

  @Test
  void targetsOfSeveralOutputsHaveLengthsOfTheirOwn() {
    BatchTarget steps = BatchTarget.ofSteps(new DMatrixRMaj(10, 1), 5);
    Batch batch = masked().withTargets(BatchTarget.of(new DMatrixRMaj(2, 1)), steps);
    assertThat(batch.allTargets()).hasSize(2);
    assertThat(batch.allTargets().get(1)).isSameAs(steps);
    assertThat(batch.targetsPerStep()).isFalse();
    assertRefused(
        () -> masked().withTargets(BatchTarget.of(new DMatrixRMaj(3, 1))),
        "Batch: targets are for 3 samples; expected 2.");
    assertRefused(
        () -> BatchTarget.ofSteps(new DMatrixRMaj(3, 1), 2),
        "BatchTarget: 3 rows can not be cut into 2 time steps.");
    assertRefused(
        () -> steps.weighted(new DMatrixRMaj(3, 1)),
        "BatchTarget: sample weights are [3, 1]; expected [2, 1] or, for each step, [10, 1].");
  }
}
