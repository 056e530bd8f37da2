package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.MatrixPool;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {
  /** Two samples of three steps. */
  private static final Mask MASK =
      Mask.of(new boolean[][] {{true, false, true}, {true, true, false}});

  /** Row t·batch + b. */
  private static final double[] STORED = {1, 1, 0, 1, 1, 0};

  @Test
  void stepsAreStoredTimeMajor() {
    assertThat(MASK.column().data).containsExactly(STORED);
    assertThat(MASK.step(1).data).containsExactly(new double[] {0, 1});
    assertThat(MASK.step(2).numCols).isEqualTo(1);
    assertThat(Mask.ofColumn(2, DMatrixRMaj.wrap(6, 1, STORED))).isEqualTo(MASK);
  }

  @Test
  void maskAndItsStepsStandOnATapeAsTheirColumns() {
    MatrixPool pool = new MatrixPool();
    for (int call = 0; call < 2; call++) {
      try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
        CallContext context = CallContext.inference(tape);
        Variable all = context.use(MASK);
        assertThat(all.value().data).containsExactly(STORED);
        assertThat(all.shape()).isEqualTo(new Shape(6, 1));
        assertThat(all.needsGradient()).isFalse();
        assertThat(context.use(MASK, 1).value().data).containsExactly(new double[] {0, 1});
        assertThat(context.use(MASK, 2).shape()).isEqualTo(new Shape(2, 1));
      }
    }
    assertThat(pool.made()).as("the second call finds the matrices of the first").isEqualTo(3);
  }

  @Test
  void thereIsNoColumnOfAStepThatIsNotThere() {
    String message = "Mask: there is no step 3 of sample 0; expected one of 2 samples × 3 steps.";
    assertThatThrownBy(() -> MASK.step(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    try (Tape tape = Tape.create()) {
      assertThatThrownBy(() -> CallContext.inference(tape).use(MASK, 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }
  }

  @Test
  void everyNumberButZeroInAColumnMeansUse() {
    DMatrixRMaj column = DMatrixRMaj.wrap(6, 1, new double[] {-1, 7, -0.0, Double.NaN, 1e-300, 0});
    assertThat(Mask.ofColumn(2, column)).isEqualTo(MASK);
  }

  @Test
  void stepsAreFoundBySampleAndTime() {
    assertThat(MASK.batch()).isEqualTo(2);
    assertThat(MASK.timesteps()).isEqualTo(3);
    assertThat(MASK.isValid(0, 1)).isFalse();
    assertThat(MASK.isValid(1, 1)).isTrue();
    assertThat(MASK.isValid(1, 2)).isFalse();
    assertThat(MASK.validSteps()).isEqualTo(4);
    assertThat(MASK.isValidForAll(0)).isTrue();
    assertThat(MASK.isValidForAll(1)).isFalse();
    assertThat(MASK.isValidForAll(2)).isFalse();
  }

  @Test
  void lengthsMaskTheEnd() {
    assertThat(Mask.ofLengths(3, 2, 0, 3))
        .isEqualTo(
            Mask.of(
                new boolean[][] {{true, true, false}, {false, false, false}, {true, true, true}}));
  }

  @Test
  void bothMasksMustUseAStep() {
    Mask other = Mask.of(new boolean[][] {{true, true, false}, {false, true, false}});
    Mask both = Mask.of(new boolean[][] {{true, false, false}, {false, true, false}});
    assertThat(MASK.and(other)).isEqualTo(both);
    assertThat(other.and(MASK)).isEqualTo(both);
    assertThat(MASK.validSteps()).as("the first is as it was").isEqualTo(4);
  }

  @Test
  void eitherMaskMayUseAStep() {
    Mask other = Mask.of(new boolean[][] {{false, false, true}, {false, true, true}});
    Mask either = Mask.of(new boolean[][] {{true, false, true}, {true, true, true}});
    assertThat(MASK.or(other)).isEqualTo(either);
    assertThat(MASK.validSteps()).as("the first is as it was").isEqualTo(4);
  }

  @Test
  void maskFollowsAMask() {
    Mask shorter = Mask.of(new boolean[][] {{false}, {true}});
    assertThat(MASK.andThen(shorter)).hasToString("■□■□\n■■□■\n");
    assertThatThrownBy(() -> MASK.andThen(Mask.ofAll(3, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Mask: the other mask is for 3 samples × 1 steps; expected 2 × 1.");
  }

  @Test
  void maskOfAllMasksNothing() {
    assertThat(Mask.ofAll(2, 3)).hasToString("■■■\n■■■\n");
    assertThatThrownBy(() -> Mask.ofAll(0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Mask: batch must be positive, got 0.");
  }

  @ParameterizedTest
  @CsvSource({"2,2", "3,2", "1,6", "2,4"})
  void masksOfTwoSizesCanNotBeCombined(int batch, int timesteps) {
    Mask other = Mask.of(new boolean[batch][timesteps]);
    assertThatThrownBy(() -> MASK.or(other)).hasMessageStartingWith("Mask: the other mask is for ");
    assertThatThrownBy(() -> MASK.and(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Mask: the other mask is for %d samples × %d steps; expected 2 × 3."
                .formatted(batch, timesteps));
  }

  @Test
  void pictureHasALinePerSample() {
    assertThat(MASK).hasToString("■□■\n■■□\n");
  }

  @Test
  void masksAreEqualIfTheirStepsAre() {
    Mask same = Mask.of(new boolean[][] {{true, false, true}, {true, true, false}});
    assertThat(same).isEqualTo(MASK).hasSameHashCodeAs(MASK);
    assertThat(Mask.of(new boolean[][] {{true, false, true}, {true, true, true}}))
        .isNotEqualTo(MASK);
    assertThat(Mask.ofColumn(3, DMatrixRMaj.wrap(6, 1, STORED)))
        .as("the same elements for other samples")
        .isNotEqualTo(MASK);
    assertThat((Object) MASK).isNotEqualTo("■□■\n■■□\n");
  }

  @Test
  void maskDoesNotFollowTheArrayThatItWasMadeFrom() {
    boolean[][] valid = {{true, false}};
    Mask mask = Mask.of(valid);
    valid[0][1] = true;
    mask.column().set(1, 0, 1);
    assertThat(mask.isValid(0, 1)).isFalse();
  }

  @Test
  void emptyMasksAreRefused() {
    String problem = "Mask: expected at least one sample and one step.";
    assertThatThrownBy(() -> Mask.of(new boolean[0][0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
    assertThatThrownBy(() -> Mask.of(new boolean[2][0])).hasMessage(problem);
    assertThatThrownBy(() -> Mask.ofLengths(3)).hasMessage(problem);
    assertThatThrownBy(() -> Mask.ofLengths(0, 1))
        .hasMessage("Mask: timesteps must be positive, got 0.");
  }

  @Test
  void raggedRowsAreRefused() {
    assertThatThrownBy(() -> Mask.of(new boolean[][] {{true, true}, {true}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Mask: row 1 has 1 steps; expected 2 as row 0.");
  }

  @ParameterizedTest
  @CsvSource({"-1", "4"})
  void lengthsOutOfRangeAreRefused(int length) {
    assertThatThrownBy(() -> Mask.ofLengths(3, 2, length))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Mask: length of sample 1 must be in [0, 3], got " + length + ".");
  }

  @ParameterizedTest
  @CsvSource({"4,6,1", "2,3,2", "2,0,1", "0,6,1"})
  void columnsThatCanNotBeCutAreRefused(int batch, int rows, int columns) {
    assertThatThrownBy(() -> Mask.ofColumn(batch, new DMatrixRMaj(rows, columns)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Mask: [%d, %d] can not be cut into steps of %d samples."
                .formatted(rows, columns, batch));
  }

  @ParameterizedTest
  @CsvSource({"2,0", "-1,1", "0,3", "1,-1"})
  void stepsOutsideOfTheMaskAreRefused(int sample, int timestep) {
    assertThatThrownBy(() -> MASK.isValid(sample, timestep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Mask: there is no step %d of sample %d; expected one of 2 samples × 3 steps."
                .formatted(timestep, sample));
  }
}
