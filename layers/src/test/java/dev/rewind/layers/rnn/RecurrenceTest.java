package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.sliceColumns;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the loop over time requires of a cell. What it computes is in {@link RnnTest}. */
class RecurrenceTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void cellThatLosesOrAddsStatesIsToldSo(int states) {
    RNNCell cell = cell(input -> new RNNCell.Step(input, Collections.nCopies(states, input)));
    assertRefused(
        cell,
        "levels: a step of the cell gave "
            + states
            + " states; expected 2 as its stateSizes() say.");
  }

  @Test
  void cellThatGivesOtherShapesThanItSaysIsToldSo() {
    assertRefused(
        cell(input -> new RNNCell.Step(sliceColumns(input, 0, 2), List.of(input, input))),
        "levels: the output of a step has shape [2, 2]; expected [2, 3] (batch, outputSize).");
    assertRefused(
        cell(input -> new RNNCell.Step(input, List.of(input, sliceColumns(input, 0, 1)))),
        "levels: new state 1 has shape [2, 1]; expected [2, 3] (batch, units).");
  }

  @Test
  void statesThatDoNotFitACellCalledByHandAreRefused() {
    RNNCell cell = cell(input -> new RNNCell.Step(input, List.of(input, input)));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Variable x = tape.constant(new DMatrixRMaj(2, 3));
      Variable narrow = tape.constant(new DMatrixRMaj(2, 1));
      assertThatThrownBy(() -> cell.call(context, x, List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("levels: got 0 states; expected 2.");
      assertThatThrownBy(() -> cell.call(context, x, List.of(x, narrow)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("levels: state 1 has shape [2, 1]; expected [2, 3] (batch, units).");
    }
  }

  private static void assertRefused(RNNCell cell, String message) {
    RecurrentLayer layer = new RecurrentLayer("levels", GRU.of(3), DataShape.sequence(3), cell);
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(new DMatrixRMaj(4, 3)), 2);
      assertThatThrownBy(() -> layer.call(CallContext.inference(tape), input))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }
  }

  /** A cell that says it has two states of three numbers, and does something else. */
  private static RNNCell cell(Function<Variable, RNNCell.Step> step) {
    return new RNNCell() {
      @Override
      public String name() {
        return "levels";
      }

      @Override
      public List<Integer> stateSizes() {
        return List.of(3, 3);
      }

      @Override
      public int outputSize() {
        return 3;
      }

      @Override
      public List<Weight> weights() {
        return List.of();
      }

      @Override
      public Steps begin(CallContext context, int batch) {
        return (input, before) -> step.apply(input);
      }
    };
  }
}
