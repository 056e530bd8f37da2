package dev.rewind.layers.rnn.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.ops.activations.Sigmoid;
import dev.rewind.autograd.ops.activations.Tanh;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** What sequence ops take. What they compute is tested with the cells, by {@code FusedContract}. */
class SequenceOpTest {
  private static final int STEPS = 4;
  private static final int BATCH = 2;
  private static final Shape X = new Shape(STEPS * BATCH, 3);
  private static final Shape KERNEL = new Shape(3, 20);
  private static final Shape RECURRENT = new Shape(5, 20);
  private static final Shape STATE = new Shape(BATCH, 5);
  private static final Shape BIAS = new Shape(1, 20);

  private static LSTMSequence lstm(SequenceDropout dropout) {
    SequenceSteps steps = new SequenceSteps(STEPS, BATCH, false, Optional.empty());
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

  @Test
  void stepsThatCanNotBeAreRefused() {
    assertThatThrownBy(() -> new SequenceSteps(0, BATCH, false, Optional.empty()))
        .hasMessage("SequenceSteps: timesteps must be positive, got 0.");
    assertThatThrownBy(() -> new SequenceSteps(STEPS, 0, false, Optional.empty()))
        .hasMessage("SequenceSteps: batch must be positive, got 0.");
    DMatrixRMaj mask = new DMatrixRMaj(BATCH, STEPS);
    assertThatThrownBy(() -> new SequenceSteps(STEPS, BATCH, false, Optional.of(mask)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("SequenceSteps: shape [2, 4] does not fit; expected [8, 1].");
  }

  @Test
  void rowsOfStatesAreInTheOrderOfProcessing() {
    SequenceSteps forwards = new SequenceSteps(3, 2, false, Optional.empty());
    SequenceSteps backwards = new SequenceSteps(3, 2, true, Optional.empty());
    assertThat(forwards.rowsInOrder()).containsExactly(2, 3, 4, 5, 6, 7);
    assertThat(backwards.rowsInOrder()).containsExactly(4, 5, 2, 3, 0, 1);
    assertThat(forwards.lastRow(1)).isEqualTo(8 + 6);
    assertThat(backwards.lastRow(1)).isEqualTo(8);
  }
}
