package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceTest {
  private static final Mask MASK = Mask.ofLengths(3, 2, 3);

  private final Tape tape = Tape.create();

  @AfterEach
  void closeTape() {
    tape.close();
  }

  private Variable values(int rows, int columns) {
    return tape.constant(new DMatrixRMaj(rows, columns));
  }

  @Test
  void sizesFollowFromTheRows() {
    Variable values = values(6, 4);
    Sequence sequence = Sequence.of(values, 3);
    assertThat(sequence.values()).isSameAs(values);
    assertThat(sequence.timesteps()).isEqualTo(3);
    assertThat(sequence.batch()).isEqualTo(2);
    assertThat(sequence.features()).isEqualTo(4);
    assertThat(sequence.hasTime()).isTrue();
    assertThat(sequence.mask()).isEmpty();
    assertThat(sequence.shape()).isEqualTo(DataShape.sequence(3, 4));
  }

  @Test
  void vectorsHaveNoTime() {
    Sequence vectors = Sequence.ofVectors(values(6, 4));
    assertThat(vectors.timesteps()).isEqualTo(1);
    assertThat(vectors.batch()).isEqualTo(6);
    assertThat(vectors.hasTime()).isFalse();
    assertThat(vectors.shape()).isEqualTo(DataShape.vectors(4));
    assertThat(vectors.withValues(values(6, 9)).shape()).isEqualTo(DataShape.vectors(9));
  }

  @Test
  void newValuesKeepTimeAndMask() {
    Sequence changed = Sequence.of(values(6, 4), 3, Optional.of(MASK)).withValues(values(6, 1));
    assertThat(changed.shape()).isEqualTo(DataShape.sequence(3, 1));
    assertThat(changed.mask()).contains(MASK);
  }

  @Test
  void newMaskKeepsTheValues() {
    Sequence sequence = Sequence.of(values(6, 4), 3);
    Sequence masked = sequence.withMask(MASK);
    assertThat(masked.mask()).contains(MASK);
    assertThat(masked.values()).isSameAs(sequence.values());
    assertThat(sequence.mask()).as("the first is as it was").isEmpty();
  }

  @Test
  void textHasTheSizes() {
    assertThat(Sequence.of(values(6, 4), 3))
        .hasToString("Sequence[batch 2, timesteps 3, features 4]");
    assertThat(Sequence.of(values(6, 4), 3, Optional.of(MASK)))
        .hasToString("Sequence[batch 2, timesteps 3, features 4, masked]");
    assertThat(Sequence.ofVectors(values(6, 4))).hasToString("Sequence[batch 6, features 4]");
  }

  @ParameterizedTest
  @CsvSource({"7,3", "2,3"})
  void rowsThatCanNotBeCutIntoStepsAreRefused(int rows, int timesteps) {
    assertThatThrownBy(() -> Sequence.of(values(rows, 4), timesteps))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Sequence: %d rows can not be cut into %d time steps.".formatted(rows, timesteps));
  }

  @Test
  void emptyBatchesAreRefused() {
    assertThatThrownBy(() -> Sequence.ofVectors(values(0, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Sequence: vectors have shape [0, 4]; expected at least one row.");
    assertThatThrownBy(() -> Sequence.of(values(0, 4), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Sequence: 0 rows can not be cut into 3 time steps.");
  }

  @Test
  void noTimestepsAreRefused() {
    assertThatThrownBy(() -> Sequence.of(values(6, 4), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Sequence: timesteps must be positive, got 0.");
  }

  @Test
  void maskOfAnotherSizeIsRefused() {
    String problem = "Sequence: mask is for 2 samples × 3 steps; expected 3 × 2.";
    assertThatThrownBy(() -> Sequence.of(values(6, 4), 2, Optional.of(MASK)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
    assertThatThrownBy(() -> Sequence.of(values(6, 4), 2).withMask(MASK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
  }

  @Test
  void maskOfVectorsHasOneStep() {
    Sequence vectors = Sequence.ofVectors(values(2, 4));
    Mask first = Mask.of(new boolean[][] {{true}, {false}});
    assertThat(vectors.withMask(first).mask()).contains(first);
    assertThat(vectors.withMask(first).hasTime()).isFalse();
    assertThatThrownBy(() -> vectors.withMask(MASK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Sequence: mask is for 2 samples × 3 steps; expected 2 × 1.");
  }

  @Test
  void valuesForAnotherNumberOfRowsAreRefused() {
    assertThatThrownBy(() -> Sequence.of(values(6, 4), 3).withValues(values(9, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Sequence: new values have 9 rows; expected 6.");
  }

  @Test
  void arraysOfBothLayoutsAreStoredTimeMajor() {
    double[][][] batchMajor = {{{1, 2}, {3, 4}, {5, 6}}, {{-1, -2}, {-3, -4}, {-5, -6}}};
    double[][][] timeMajor = {{{1, 2}, {-1, -2}}, {{3, 4}, {-3, -4}}, {{5, 6}, {-5, -6}}};
    try (Tape tape = Tape.create()) {
      Sequence a = Sequence.ofBatchMajor(tape, batchMajor);
      Sequence b = Sequence.ofTimeMajor(tape, timeMajor);
      assertThat(a.values().value().data)
          .containsExactly(1, 2, -1, -2, 3, 4, -3, -4, 5, 6, -5, -6)
          .containsExactly(b.values().value().data);
      assertThat(a.shape()).isEqualTo(b.shape()).isEqualTo(DataShape.sequence(3, 2));
      assertThatThrownBy(() -> Sequence.ofBatchMajor(tape, new double[][][] {{{1}, {1, 2}}}))
          .hasMessage("Sequence: the array is not regular: [0][1] has 2 elements; expected 1.");
      assertThatThrownBy(() -> Sequence.ofTimeMajor(tape, new double[][][] {{{1}}, {}}))
          .hasMessage("Sequence: the array is not regular: [1] has 0 elements; expected 1.");
      assertThatThrownBy(() -> Sequence.ofTimeMajor(tape, new double[0][][]))
          .hasMessage(
              "Sequence: the array is empty;"
                  + " expected at least one sample, one step and one feature.");
    }
  }

  private static final double[][][] BATCH_MAJOR = {
    {{1, 2}, {3, 4}, {5, 6}}, {{-1, -2}, {-3, -4}, {-5, -6}}
  };

  @Test
  void wayBackGivesTheArrayOfEitherLayout() {
    Sequence sequence = Sequence.ofBatchMajor(tape, BATCH_MAJOR);
    double[][][] timeMajor = {{{1, 2}, {-1, -2}}, {{3, 4}, {-3, -4}}, {{5, 6}, {-5, -6}}};
    assertThat(sequence.toBatchMajor()).isDeepEqualTo(BATCH_MAJOR);
    assertThat(sequence.toTimeMajor()).isDeepEqualTo(timeMajor);
    assertThat(sequence.withMask(MASK).toBatchMajor())
        .as("masked steps are there too")
        .isDeepEqualTo(BATCH_MAJOR);
    sequence.toBatchMajor()[0][0][0] = 99;
    assertThat(sequence.toBatchMajor()).as("it was a copy").isDeepEqualTo(BATCH_MAJOR);
  }

  @Test
  void gradientComesBackInTheLayoutOfTheArray() {
    Sequence data = Sequence.ofBatchMajor(tape, BATCH_MAJOR);
    Sequence x = data.withValues(tape.variable(data.values().value()));
    Variable loss = Ops.sum(Ops.square(x.values()));
    DMatrixRMaj dx = tape.gradients(loss).of(x.values());
    double[][][] expected = {{{2, 4}, {6, 8}, {10, 12}}, {{-2, -4}, {-6, -8}, {-10, -12}}};
    assertThat(x.toBatchMajor(dx)).isDeepEqualTo(expected);
  }

  @Test
  void matrixOfOtherColumnsKeepsThem() {
    Sequence sequence = Sequence.ofBatchMajor(tape, BATCH_MAJOR);
    DMatrixRMaj rows = new DMatrixRMaj(new double[][] {{0}, {1}, {2}, {3}, {4}, {5}});
    assertThat(sequence.toBatchMajor(rows))
        .isDeepEqualTo(new double[][][] {{{0}, {2}, {4}}, {{1}, {3}, {5}}});
    assertThat(sequence.toTimeMajor(rows))
        .isDeepEqualTo(new double[][][] {{{0}, {1}}, {{2}, {3}}, {{4}, {5}}});
  }

  @Test
  void wayBackIsRefusedToVectorsAndOtherRows() {
    Sequence vectors = Sequence.ofVectors(values(6, 4));
    String noTime =
        "Sequence: (None, 4) has no time axis; expected (batch, timesteps, features)."
            + " Read values().value().";
    assertThatThrownBy(vectors::toBatchMajor)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(noTime);
    assertThatThrownBy(vectors::toTimeMajor).hasMessage(noTime);
    assertThatThrownBy(() -> Sequence.of(values(6, 4), 3).toTimeMajor(new DMatrixRMaj(2, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Sequence: the matrix has 2 rows; expected 6, one for each step of each sample.");
  }
}
