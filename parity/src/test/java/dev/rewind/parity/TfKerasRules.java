package dev.rewind.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.layers.rnn.RecurrentLayer;
import dev.rewind.testkit.GoldenCase;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;

/**
 * What tf.keras refuses, Rewind refuses in words of its own. Where tf.keras corrects a value
 * silently or fails by a defect, this says what Rewind does instead; docs/KERAS_DIFFERENCES.md
 * lists these.
 */
final class TfKerasRules {
  private static final int BATCH = 2;
  private static final int STEPS = 3;
  private static final int FEATURES = 2;

  private final GoldenCase golden;

  private TfKerasRules(GoldenCase golden) {
    this.golden = golden;
  }

  static void check(GoldenCase golden) {
    String scenario = golden.get("scenario").text();
    if (!scenario.startsWith("implementation_zero")) { // a value that Rewind refuses
      RecordedConfig.check(golden, config -> GoldenLayers.layer(golden, config));
    }
    new TfKerasRules(golden).check(scenario);
  }

  private void check(String scenario) {
    switch (scenario) {
      case "reset_states_not_stateful" ->
          refused(() -> layer().resetStates(), "has no states to reset");
      case "reset_states_before_build" ->
          refused(() -> layer().resetStates(), "the batch size is not known");
      case "reset_states_wrong_shape" ->
          refused(() -> called().resetStates(List.of(states(BATCH, 1))), "expected [2, 3]");
      case "reset_states_wrong_number" ->
          refused(
              () -> called().resetStates(List.of(states(BATCH, 0), states(BATCH, 0))),
              "got 2 states; expected 1.");
      case "initial_state_wrong_number" ->
          refused(() -> call(layer(), BATCH, 2, false), "got 2 initial states; expected 1.");
      case "inputs_of_rank_2" -> refused(this::callWithVectors, "has no time axis");
      case "inputs_with_other_features" ->
          refused(this::callWithMoreFeatures, "input has 3 features");
      case "stateful_with_other_batch" ->
          refused(() -> call(called(), BATCH + 1, 0, false), "carried for 2 samples");
      case "units_zero", "units_negative" -> refused(this::gru, "units must be positive");
      case "dropout_one_at_training", "recurrent_dropout_one_at_training" ->
          refused(() -> call(layer(), BATCH, 0, true), "rate must be in [0, 1)");
      case "dropout_one_at_inference" -> call(layer(), BATCH, 0, false);
      case "unrolled_zero_output_last" -> lastOutputIsZeroWhereMasked();
      case "dropout_clipped" -> refused(this::gru, "dropout must be in [0, 1], got 1.7");
      case "recurrent_dropout_changes_implementation" -> {
        assertThat(gru().implementation()).isEqualTo(2);
        assertThat(gru().effectiveImplementation()).isEqualTo(1);
      }
      case "implementation_zero", "implementation_zero_from_config" ->
          refused(this::gruOfImplementationZero, "implementation must be 1 or 2, got 0");
      default -> throw new AssertionError("unknown scenario " + scenario);
    }
  }

  private static void refused(ThrowingCallable call, String words) {
    assertThatThrownBy(call)
        .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
        .hasMessageContaining(words);
  }

  private GRU gru() {
    return (GRU) GoldenLayers.layer(golden);
  }

  private void gruOfImplementationZero() {
    GRU.of(GoldenLayers.profile(golden), 3).implementation(0);
  }

  private RecurrentLayer layer() {
    return gru().build("gru", DataShape.sequence(STEPS, FEATURES), RandomSource.of(1));
  }

  private RecurrentLayer called() {
    RecurrentLayer layer = layer();
    call(layer, BATCH, 0, false);
    return layer;
  }

  private DMatrixRMaj states(int batch, int tooMany) {
    return new DMatrixRMaj(batch, gru().units() + tooMany);
  }

  private void call(RecurrentLayer layer, int batch, int states, boolean training) {
    try (Tape tape = Tape.create()) {
      CallContext context =
          training ? CallContext.training(tape, RandomSource.of(1)) : CallContext.inference(tape);
      Variable state = tape.constant(states(batch, 0));
      layer.run(context, inputs(tape, batch, FEATURES), Collections.nCopies(states, state));
    }
  }

  private static Sequence inputs(Tape tape, int batch, int features) {
    DMatrixRMaj values = new DMatrixRMaj(STEPS * batch, features);
    RandomSource.of(2).fillGaussian(0, 1, values);
    return Sequence.of(tape.constant(values), STEPS);
  }

  private void callWithVectors() {
    try (Tape tape = Tape.create()) {
      Sequence vectors = Sequence.ofVectors(tape.constant(new DMatrixRMaj(BATCH, FEATURES)));
      layer().call(CallContext.inference(tape), vectors);
    }
  }

  private void callWithMoreFeatures() {
    try (Tape tape = Tape.create()) {
      layer().call(CallContext.inference(tape), inputs(tape, BATCH, FEATURES + 1));
    }
  }

  private void lastOutputIsZeroWhereMasked() {
    Mask mask = Mask.of(new boolean[][] {{true, true, true}, {true, true, false}});
    try (Tape tape = Tape.create()) {
      Sequence inputs =
          Sequence.of(inputs(tape, BATCH, FEATURES).values(), STEPS, Optional.of(mask));
      DMatrixRMaj output = layer().call(CallContext.inference(tape), inputs).values().value();
      for (int unit = 0; unit < output.numCols; unit++) {
        assertThat(output.get(0, unit)).isNotZero();
        assertThat(output.get(1, unit)).isZero();
      }
    }
  }
}
