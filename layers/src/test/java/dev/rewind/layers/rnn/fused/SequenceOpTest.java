package dev.rewind.layers.rnn.fused;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.square;
import static dev.rewind.autograd.ops.Ops.sum;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Gradients;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.autograd.ops.activations.Sigmoid;
import dev.rewind.autograd.ops.activations.Tanh;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.testkit.Tolerance;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What sequence ops take, and their gradients. That it is what the cells compute is tested by
 * {@code FusedContract}.
 */
class SequenceOpTest {
  /** The same sums in another order. */
  private static final Tolerance ROUNDING = new Tolerance(1e-12, 1e-13);

  private static final int STEPS = 4;
  private static final int BATCH = 2;
  private static final Shape X = new Shape(STEPS * BATCH, 3);
  private static final Shape KERNEL = new Shape(3, 20);
  private static final Shape RECURRENT = new Shape(5, 20);
  private static final Shape STATE = new Shape(BATCH, 5);
  private static final Shape BIAS = new Shape(1, 20);

  private static LSTMSequence lstm(SequenceDropout dropout) {
    SequenceSteps steps = new SequenceSteps(STEPS, BATCH, false, true, false, Optional.empty());
    return new LSTMSequence(steps, dropout, new Sigmoid(), new Tanh());
  }

  private static void refused(String message, Shape... inputs) {
    assertThatThrownBy(() -> lstm(SequenceDropout.NONE).outputShape(inputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void outputHasEachStateBeforeAndAfterEachStep() {
    LSTMSequence op = lstm(SequenceDropout.NONE);
    Shape states = new Shape(2 * (STEPS + 1) * BATCH, 5);
    assertThat(op.outputShape(X, KERNEL, RECURRENT, STATE, STATE, BIAS)).isEqualTo(states);
    assertThat(op.outputShape(X, KERNEL, RECURRENT, STATE, STATE)).isEqualTo(states);
  }

  @Test
  void inputsThatDoNotFitAreRefusedWithTheirShapes() {
    refused(
        "LSTM sequence: got 4 inputs; expected 5 without a bias or 6 with one.",
        X,
        KERNEL,
        RECURRENT,
        STATE);
    refused(
        "LSTM sequence: input 0 has shape [6, 3]; expected [8, 3].",
        new Shape(6, 3),
        KERNEL,
        RECURRENT,
        STATE,
        STATE);
    refused(
        "LSTM sequence: input 1 has shape [3, 15]; expected [3, 20].",
        X,
        new Shape(3, 15),
        RECURRENT,
        STATE,
        STATE);
    refused(
        "LSTM sequence: input 4 has shape [2, 4]; expected [2, 5].",
        X,
        KERNEL,
        RECURRENT,
        STATE,
        new Shape(2, 4));
    refused(
        "LSTM sequence: input 5 has shape [2, 20]; expected [1, 20].",
        X,
        KERNEL,
        RECURRENT,
        STATE,
        STATE,
        new Shape(2, 20));
  }

  @Test
  void dropoutMasksThatDoNotFitAreRefused() {
    DMatrixRMaj mask = new DMatrixRMaj(BATCH, 3);
    LSTMSequence three = lstm(new SequenceDropout(List.of(mask, mask, mask), List.of()));
    assertThatThrownBy(() -> three.outputShape(X, KERNEL, RECURRENT, STATE, STATE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("LSTM sequence: got 3 input dropout masks; expected 0, 1 or 4.");
    LSTMSequence narrow = lstm(new SequenceDropout(List.of(), List.of(mask)));
    assertThatThrownBy(() -> narrow.outputShape(X, KERNEL, RECURRENT, STATE, STATE))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage(
            "LSTM sequence: recurrent dropout mask has shape [2, 3]; expected [2, 5] or one row.");
  }

  private static DMatrixRMaj gaussian(int seed, int rows, int columns) {
    return RandomSource.of(seed).fillGaussian(0, 0.7, new DMatrixRMaj(rows, columns));
  }

  private static DMatrixRMaj[] inputsOfGru(boolean resetAfter) {
    return new DMatrixRMaj[] {
      gaussian(1, STEPS * BATCH, 3),
      gaussian(2, 3, 6),
      gaussian(3, 2, 6),
      gaussian(4, BATCH, 2),
      gaussian(5, resetAfter ? 2 : 1, 6)
    };
  }

  private static SequenceDropout equalMasks(int count, int units) {
    return new SequenceDropout(
        Collections.nCopies(count, gaussian(7, BATCH, 3)),
        Collections.nCopies(count, gaussian(8, BATCH, units)));
  }

  private static GRUSequence gru(boolean resetAfter, boolean goBackwards, int masks) {
    DMatrixRMaj holes = gaussian(6, STEPS * BATCH, 1);
    for (int i = 0; i < holes.getNumElements(); i++) {
      holes.set(i, holes.get(i) > 0 ? 1 : 0);
    }
    return new GRUSequence(
        new SequenceSteps(STEPS, BATCH, goBackwards, true, false, Optional.of(holes)),
        equalMasks(masks, 2),
        resetAfter,
        new Sigmoid(),
        new Tanh());
  }

  /** The initial state is a part of the output too. */
  @ParameterizedTest
  @CsvSource({"true,false", "true,true", "false,false", "false,true"})
  void gradientsOfAllInputsAgreeWithFiniteDifferences(boolean resetAfter, boolean goBackwards) {
    GRUSequence op = gru(resetAfter, goBackwards, 3);
    GradientCheck.of((tape, in) -> square(tape.record(op, in)))
        .inputs(inputsOfGru(resetAfter))
        .run()
        .requirePassed();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneMaskIsThatOfEachGate(boolean resetAfter) {
    DMatrixRMaj[] inputs = inputsOfGru(resetAfter);
    assertAgree(gru(resetAfter, false, 1), gru(resetAfter, false, 3), inputs);
  }

  @Test
  void oneMaskIsThatOfEachGateOfAnLstm() {
    DMatrixRMaj[] inputs = {
      gaussian(1, X.rows(), X.columns()),
      gaussian(2, KERNEL.rows(), KERNEL.columns()),
      gaussian(3, RECURRENT.rows(), RECURRENT.columns()),
      gaussian(4, STATE.rows(), STATE.columns()),
      gaussian(5, STATE.rows(), STATE.columns()),
      gaussian(6, BIAS.rows(), BIAS.columns())
    };
    assertAgree(lstm(equalMasks(1, 5)), lstm(equalMasks(4, 5)), inputs);
  }

  private static void assertAgree(SequenceOp actual, SequenceOp expected, DMatrixRMaj[] inputs) {
    List<DMatrixRMaj> found = valueAndGradients(actual, inputs);
    List<DMatrixRMaj> wanted = valueAndGradients(expected, inputs);
    for (int i = 0; i < wanted.size(); i++) {
      assertMatrix(found.get(i)).named("matrix " + i).isCloseTo(wanted.get(i), ROUNDING);
    }
  }

  private static List<DMatrixRMaj> valueAndGradients(SequenceOp op, DMatrixRMaj[] inputs) {
    try (Tape tape = Tape.create()) {
      Variable[] in = Stream.of(inputs).map(tape::variable).toArray(Variable[]::new);
      Variable states = tape.record(op, in);
      Gradients gradients = tape.gradients(sum(square(states)));
      return Stream.concat(Stream.of(states.value()), Stream.of(in).map(gradients::of))
          .map(DMatrixRMaj::copy)
          .toList();
    }
  }

  /** Those of other uses are there before. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gradientsAreAddedToThoseOfOtherUses(boolean resetAfter) {
    DMatrixRMaj[] inputs = inputsOfGru(resetAfter);
    List<DMatrixRMaj> alone = valueAndGradients(gru(resetAfter, false, 3), inputs);
    try (Tape tape = Tape.create()) {
      Variable[] in = Stream.of(inputs).map(tape::variable).toArray(Variable[]::new);
      Variable loss = sum(square(tape.record(gru(resetAfter, false, 3), in)));
      for (Variable input : in) {
        loss = add(loss, sum(input));
      }
      Gradients gradients = tape.gradients(loss);
      for (int i = 0; i < in.length; i++) {
        DMatrixRMaj expected = alone.get(1 + i).copy();
        CommonOps_DDRM.add(expected, 1);
        assertMatrix(gradients.of(in[i])).named("input " + i).isCloseTo(expected, ROUNDING);
      }
    }
  }

  @Test
  void stepsOfAChunkAreAPowerOfTwo() {
    SequenceSteps steps = new SequenceSteps(100, BATCH, false, true, false, Optional.empty());
    assertThat(steps.chunk(1)).isEqualTo(256);
    assertThat(steps.chunk(17)).isEqualTo(8);
    assertThat(steps.chunk(1000)).isEqualTo(1);
    SequenceSteps least = new SequenceSteps(100, BATCH, false, true, true, Optional.empty());
    assertThat(least.chunk(1)).isEqualTo(8);
    assertThat(least.chunks(1)).isEqualTo(13);
  }

  @Test
  void stepsThatCanNotBeAreRefused() {
    assertThatThrownBy(() -> new SequenceSteps(0, BATCH, false, true, false, Optional.empty()))
        .hasMessage("SequenceSteps: timesteps must be positive, got 0.");
    assertThatThrownBy(() -> new SequenceSteps(STEPS, 0, false, true, false, Optional.empty()))
        .hasMessage("SequenceSteps: batch must be positive, got 0.");
    DMatrixRMaj mask = new DMatrixRMaj(BATCH, STEPS);
    assertThatThrownBy(() -> new SequenceSteps(STEPS, BATCH, false, true, false, Optional.of(mask)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("SequenceSteps: shape [2, 4] does not fit; expected [8, 1].");
  }

  @Test
  void statesAfterTheLastStepAreWhereTheLoopEnds() {
    SequenceSteps forwards = new SequenceSteps(3, 2, false, true, false, Optional.empty());
    SequenceSteps backwards = new SequenceSteps(3, 2, true, true, false, Optional.empty());
    assertThat(forwards.lastRow(1)).isEqualTo(8 + 6);
    assertThat(backwards.lastRow(1)).isEqualTo(8);
  }
}
