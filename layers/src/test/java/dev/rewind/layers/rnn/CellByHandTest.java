package dev.rewind.layers.rnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.LayerContract;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cell that is called by hand keeps its dropout masks until they are reset. */
class CellByHandTest {
  private static final Shape INPUTS = new Shape(3, 2);
  private static final Shape STATE = new Shape(3, 4);

  private final Tape tape = Tape.create();
  private final CallContext training = CallContext.training(tape, RandomSource.of(1));
  private final CallContext inference = CallContext.inference(tape);

  private static DropoutRNNCell cell(GRUCell config) {
    return config.build("cell", 2, RandomSource.of(5));
  }

  private static GRUCell config(KerasProfile profile) {
    return GRUCell.of(profile, 4).dropout(0.5).recurrentDropout(0.5);
  }

  @ParameterizedTest
  @EnumSource(KerasProfile.class)
  void masksAreKeptUntilTheirOwnReset(KerasProfile profile) {
    DropoutRNNCell cell = cell(config(profile));
    List<DMatrixRMaj> inputs = cell.getDropoutMaskForCell(training, INPUTS, 3);
    List<DMatrixRMaj> states = cell.getRecurrentDropoutMaskForCell(training, STATE, 3);
    assertThat(inputs).hasSize(3).allMatch(mask -> Shape.of(mask).equals(INPUTS));
    assertThat(states).hasSize(3).allMatch(mask -> Shape.of(mask).equals(STATE));
    assertThat(cell.getDropoutMaskForCell(training, new Shape(9, 9), 1)).isSameAs(inputs);
    cell.resetDropoutMask();
    assertThat(cell.getDropoutMaskForCell(training, INPUTS, 1)).hasSize(1);
    assertThat(cell.getRecurrentDropoutMaskForCell(training, STATE, 3)).isSameAs(states);
    cell.resetRecurrentDropoutMask();
    assertThat(cell.getRecurrentDropoutMaskForCell(training, STATE, 3)).isNotSameAs(states);
  }

  @Test
  void outsideOfTrainingKeras3GivesNoneAndTfKerasKeepsOnes() {
    DropoutRNNCell keras3 = cell(config(KerasProfile.KERAS_3));
    assertThat(keras3.getDropoutMaskForCell(inference, INPUTS, 3)).isEmpty();
    DropoutRNNCell tf = cell(config(KerasProfile.TF_KERAS_V2));
    List<DMatrixRMaj> ones = tf.getDropoutMaskForCell(inference, INPUTS, 3);
    assertThat(ones).hasSize(3).allSatisfy(mask -> assertThat(mask.data).containsOnly(1));
    assertThat(tf.getDropoutMaskForCell(training, INPUTS, 3)).isSameAs(ones);
  }

  @ParameterizedTest
  @EnumSource(KerasProfile.class)
  void rateOfZeroHasNoMasks(KerasProfile profile) {
    DropoutRNNCell cell = cell(GRUCell.of(profile, 4));
    assertThat(cell.getDropoutMaskForCell(training, INPUTS, 3)).isEmpty();
    assertThat(cell.getRecurrentDropoutMaskForCell(inference, STATE, 1)).isEmpty();
  }

  @Test
  void rateOfOneDropsNothingInKeras3AndIsRefusedInTfKeras() {
    assertThat(cell(GRUCell.of(4).dropout(1)).getDropoutMaskForCell(training, INPUTS, 1)).isEmpty();
    DropoutRNNCell tf = cell(GRUCell.of(KerasProfile.TF_KERAS_V2, 4).dropout(1));
    assertThat(tf.getDropoutMaskForCell(inference, INPUTS, 1)).hasSize(1);
    tf.resetDropoutMask();
    assertThatThrownBy(() -> tf.getDropoutMaskForCell(training, INPUTS, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cell: rate must be in [0, 1), got 1.0.");
  }

  @Test
  void stepsByHandShareTheirMasksAndALayerDrawsAnew() {
    DropoutRNNCell cell = cell(config(KerasProfile.KERAS_3));
    Variable x = tape.constant(LayerContract.gaussian(3, 2));
    List<Variable> zeros = cell.getInitialState(training, 3);
    double[] first = cell.call(training, x, zeros).output().value().data;
    assertThat(cell.call(training, x, zeros).output().value().data).containsExactly(first);
    assertThat(cell.begin(training, 3).step(x, zeros).output().value().data)
        .as("masks of a layer's call")
        .isNotEqualTo(first);
    assertThat(cell.call(inference, x, zeros).output().value().data)
        .as("outside of training")
        .containsExactly(cell.begin(inference, 3).step(x, zeros).output().value().data);
    cell.resetDropoutMask();
    assertThat(cell.call(training, x, zeros).output().value().data).isNotEqualTo(first);
  }

  @Test
  void keptMasksOfTfKerasActInInferenceToo() {
    DropoutRNNCell cell = cell(config(KerasProfile.TF_KERAS_V2));
    Variable x = tape.constant(LayerContract.gaussian(3, 2));
    List<Variable> state = List.of(tape.constant(LayerContract.gaussian(3, 4)));
    double[] trained = cell.call(training, x, state).output().value().data;
    assertThat(cell.call(inference, x, state).output().value().data).containsExactly(trained);
  }

  @Test
  void wrongCallsAreRefused() {
    DropoutRNNCell cell = cell(config(KerasProfile.KERAS_3));
    Variable x = tape.constant(new DMatrixRMaj(3, 2));
    Variable state = tape.constant(new DMatrixRMaj(3, 4));
    assertRefused(() -> cell.call(inference, x, List.of()), "cell: got 0 states; expected 1.");
    assertRefused(
        () -> cell.call(inference, x, List.of(x)),
        "cell: state 0 has shape [3, 2]; expected [3, 4] (batch, units).");
    assertRefused(
        () -> cell.call(inference, state, List.of(state)),
        "cell: input has shape [3, 4]; expected [3, 2] (batch, features).");
    assertRefused(() -> cell.getInitialState(inference, 0), "cell: batch must be positive, got 0.");
    assertRefused(
        () -> cell.getDropoutMaskForCell(training, INPUTS, 0),
        "cell: count must be positive, got 0.");
    cell.call(training, x, List.of(state));
    Variable oneX = tape.constant(new DMatrixRMaj(1, 2));
    List<Variable> oneState = List.of(tape.constant(new DMatrixRMaj(1, 4)));
    assertRefused(
        () -> cell.call(training, oneX, oneState),
        "cell: the dropout masks that are kept are for 3 samples, but the batch has 1. Reset them"
            + " after each sequence: resetDropoutMask(), resetRecurrentDropoutMask().");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
