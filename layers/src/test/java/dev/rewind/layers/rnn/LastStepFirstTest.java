package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.ReductionOps.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class LastStepFirstTest {
  /** Three steps of two samples, and two rows more. */
  private static final DMatrixRMaj X =
      new DMatrixRMaj(
          new double[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}, {11, 12}, {13, 14}, {15, 16}});

  private static final DMatrixRMaj WEIGHTS =
      new DMatrixRMaj(new double[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}, {11, 12}});

  private static final LastStepFirst OP = new LastStepFirst(3, 2);

  @Test
  void stepsAreInReversedOrderAndSamplesAreNot() {
    try (Tape tape = Tape.create()) {
      Variable y = tape.record(OP, tape.constant(X));
      assertThat(y.value().data)
          .containsExactly(new double[] {9, 10, 11, 12, 5, 6, 7, 8, 1, 2, 3, 4});
      assertThat(y.shape().columns()).isEqualTo(2);
    }
  }

  @Test
  void gradientGoesBackToTheStepThatItIsOf() {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(X);
      Variable weights = tape.constant(WEIGHTS);
      Variable loss = sum(mul(weights, tape.record(OP, x)));
      assertThat(tape.gradients(loss).of(x).data)
          .containsExactly(9, 10, 11, 12, 5, 6, 7, 8, 1, 2, 3, 4, 0, 0, 0, 0);
    }
  }

  @Test
  void gradientIsAddedToWhatIsThere() {
    GradientCheck.of((tape, x) -> mul(tape.record(OP, x[0]), tape.record(OP, x[0])))
        .inputs(X)
        .run()
        .requirePassed();
  }

  @Test
  void tooFewRowsAreRefused() {
    try (Tape tape = Tape.create()) {
      Variable x = tape.constant(5, 2, values -> {});
      assertThatThrownBy(() -> tape.record(OP, x))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "lastStepFirst: x is [5, 2]; expected at least 6 rows, 3 steps of 2 samples.");
    }
  }
}
