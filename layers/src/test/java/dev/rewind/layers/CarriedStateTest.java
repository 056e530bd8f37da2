package dev.rewind.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** What is carried from call to call, and what a call's context collects. */
class CarriedStateTest {

  @Test
  void startIsACopyThatMayBeChanged() {
    CarriedState state = new CarriedState("gru: state 0", 2);
    assertThat(state.value()).isEmpty();
    assertThat(state.start(3).data).hasSize(6).containsOnly(0);
    state.set(new DMatrixRMaj(new double[][] {{1, 2}}));
    state.start(1).set(0, 0, 99);
    assertThat(state.start(1).data).containsExactly(1, 2);
  }

  @Test
  void otherNumberOfColumnsIsRefused() {
    CarriedState state = new CarriedState("gru: state 0", 2);
    assertThatThrownBy(() -> state.set(new DMatrixRMaj(1, 3)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("gru: state 0");
  }

  @Test
  void penaltiesAreSharedWithTheContextsMadeFromOne() {
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, RandomSource.of(1));
      Variable penalty = tape.variable(0.25);
      context.withoutGradients().withDropout(DropoutSource.none()).addLoss(penalty);
      assertThat(context.losses()).containsExactly(penalty);
      assertThatThrownBy(() -> context.addLoss(tape.constant(new DMatrixRMaj(2, 1))))
          .isInstanceOf(ShapeMismatchException.class)
          .hasMessageContaining("addLoss");
    }
  }
}
