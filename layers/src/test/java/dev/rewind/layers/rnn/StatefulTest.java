package dev.rewind.layers.rnn;

import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Gradients;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.RandomSource;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerContract;
import dev.rewind.layers.Sequence;
import dev.rewind.testkit.Tolerance;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stateful layer goes on where the batch before ended. */
class StatefulTest {
  private static final int BATCH = 2;
  private static final int STEPS = 3;
  private static final int FEATURES = 2;
  private static final int UNITS = 4;

  /** The same ops in the same order, but for where the tape was cut. */
  private static final Tolerance EXACT = new Tolerance(1e-14, 1e-14);

  private final DMatrixRMaj x = LayerContract.gaussian(2 * STEPS * BATCH, FEATURES);
  private final DMatrixRMaj given = LayerContract.gaussian(BATCH, UNITS);

  private static RecurrentLayer layer(GRU config) {
    return config.build("gru", DataShape.sequence(STEPS, FEATURES), RandomSource.of(5));
  }

  private static GRU stateful() {
    return GRU.of(UNITS).stateful(true);
  }

  /** The last output after one of the two halves of the data. */
  private DMatrixRMaj call(RecurrentLayer layer, int half) {
    DMatrixRMaj part =
        CommonOps_DDRM.extract(x, half * STEPS * BATCH, (half + 1) * STEPS * BATCH, 0, FEATURES);
    return call(layer, part, List.of());
  }

  private static DMatrixRMaj call(
      RecurrentLayer layer, DMatrixRMaj values, List<DMatrixRMaj> states) {
    try (Tape tape = Tape.create()) {
      List<Variable> initial = states.stream().map(tape::constant).toList();
      Sequence input = Sequence.of(tape.constant(values), STEPS);
      return layer
          .run(CallContext.inference(tape), input, initial)
          .output()
          .values()
          .value()
          .copy();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoHalvesGiveWhatTheWholeGives(boolean unroll) {
    RecurrentLayer halves = layer(stateful().unroll(unroll));
    call(halves, 0);
    DMatrixRMaj second = call(halves, 1);
    RecurrentLayer whole =
        GRU.of(UNITS).build("gru", DataShape.sequence(2 * STEPS, FEATURES), RandomSource.of(5));
    try (Tape tape = Tape.create()) {
      Sequence all = Sequence.of(tape.constant(x), 2 * STEPS);
      DMatrixRMaj expected = whole.call(CallContext.inference(tape), all).values().value();
      assertMatrix(second).named("second half").isCloseTo(expected, EXACT);
      assertMatrix(halves.states().get(0)).named("state").isCloseTo(expected, EXACT);
    }
    assertThat(whole.states()).isEmpty();
    assertThat(whole.carriedStates()).isEmpty();
  }

  @Test
  void resetStartsFromZerosAgain() {
    RecurrentLayer layer = layer(stateful());
    DMatrixRMaj first = call(layer, 0);
    assertThat(call(layer, 0).data).isNotEqualTo(first.data);
    layer.resetStates();
    assertThat(layer.states().get(0).data).containsOnly(0);
    assertThat(call(layer, 0).data).containsExactly(first.data);
  }

  @Test
  void statesCanBeSetAndAreCopied() {
    RecurrentLayer layer = layer(stateful());
    layer.resetStates(List.of(given));
    layer.states().get(0).set(0, 0, 99);
    assertThat(layer.states().get(0).data).containsExactly(given.data);
    DMatrixRMaj fromGiven = call(layer(GRU.of(UNITS)), half(), List.of(given));
    assertThat(call(layer, 0).data).containsExactly(fromGiven.data);
  }

  private DMatrixRMaj half() {
    return CommonOps_DDRM.extract(x, 0, STEPS * BATCH, 0, FEATURES);
  }

  @ParameterizedTest
  @EnumSource(KerasProfile.class)
  void givenStateIsUsedAlwaysInKeras3AndInTfKerasWhileTheKeptOneIsZeros(KerasProfile profile) {
    RecurrentLayer layer = layer(GRU.of(profile, UNITS).stateful(true));
    DMatrixRMaj fromGiven = call(layer(GRU.of(profile, UNITS)), half(), List.of(given));
    assertThat(call(layer, half(), List.of(given)).data).containsExactly(fromGiven.data);
    boolean usedAgain = Arrays.equals(call(layer, half(), List.of(given)).data, fromGiven.data);
    assertThat(usedAgain).isEqualTo(profile == KerasProfile.KERAS_3);
    layer.resetStates();
    assertThat(call(layer, half(), List.of(given)).data).containsExactly(fromGiven.data);
  }

  @Test
  void carriedStateIsAConstantAndAnIgnoredOneHasNoGradient() {
    RecurrentLayer layer = layer(GRU.of(KerasProfile.TF_KERAS_V2, UNITS).stateful(true));
    call(layer, 0);
    try (Tape tape = Tape.create()) {
      Variable ignored = tape.variable(given);
      Sequence input = Sequence.of(tape.constant(half()), STEPS);
      Sequence output = layer.run(CallContext.inference(tape), input, List.of(ignored)).output();
      Gradients gradients = tape.gradients(Ops.sum(output.values()));
      assertThat(gradients.of(ignored).data).containsOnly(0);
    }
  }

  @Test
  void anotherBatchSizeIsRefusedUnlessTheStatesWereReset() {
    RecurrentLayer layer = layer(stateful());
    call(layer, 0);
    DMatrixRMaj one = new DMatrixRMaj(STEPS, FEATURES);
    assertThatThrownBy(() -> call(layer, one, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gru: state 0: is carried for 2 samples, but the batch has 1. A stateful layer needs"
                + " batches of one size; reset its states before another.");
    layer.resetStates();
    call(layer, one, List.of());
    assertThat(layer.states().get(0).numRows).isEqualTo(1);
  }

  @Test
  void statesAreSetTogetherOrNotAtAll() {
    RecurrentLayer lstm =
        LSTM.of(UNITS)
            .stateful(true)
            .build("lstm", DataShape.sequence(STEPS, FEATURES), RandomSource.of(5));
    lstm.resetStates(List.of(given, given));
    DMatrixRMaj ones = new DMatrixRMaj(BATCH, UNITS);
    CommonOps_DDRM.fill(ones, 1);
    assertThatThrownBy(() -> lstm.resetStates(List.of(ones, new DMatrixRMaj(BATCH, 1))))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("lstm: state 1");
    assertThat(lstm.states().get(0).data).containsExactly(given.data);
    RecurrentLayer fresh =
        LSTM.of(UNITS)
            .stateful(true)
            .build("lstm", DataShape.sequence(STEPS, FEATURES), RandomSource.of(5));
    assertThatThrownBy(() -> fresh.resetStates(List.of(given, new DMatrixRMaj(3, UNITS))))
        .isInstanceOf(ShapeMismatchException.class);
    assertThat(fresh.states()).isEmpty();
  }

  @Test
  void wrongResetsAreRefused() {
    assertThatThrownBy(() -> layer(GRU.of(UNITS)).resetStates())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "gru: has no states to reset. Only a layer that is stateful(true) carries any.");
    assertThatThrownBy(() -> layer(GRU.of(UNITS)).resetStates(List.of(given)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("gru: has no states to set. Only a layer that is stateful(true) carries any.");
    RecurrentLayer layer = layer(stateful());
    assertThatThrownBy(layer::resetStates)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "gru: state 0: can not be reset, since the batch size is not known before the first"
                + " call. Give the states themselves, or call the layer first.");
    assertThatThrownBy(() -> layer.resetStates(List.of(given, given)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gru: got 2 states; expected 1.");
    call(layer, 0);
    assertThatThrownBy(() -> layer.resetStates(List.of(new DMatrixRMaj(BATCH, UNITS + 1))))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("[2, 5]")
        .hasMessageContaining("[2, 4]");
    assertThatThrownBy(() -> layer.resetStates(List.of(new DMatrixRMaj(BATCH + 1, UNITS))))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("[3, 4]");
  }
}
