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
        "Batch: shape [2, 2] does not fit; expected [2, 1].");
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
}
