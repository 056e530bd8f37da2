package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.sum;
import static dev.rewind.layers.rnn.PlainRecurrence.rows;
import static dev.rewind.layers.rnn.RecurrentFixture.BATCH;
import static dev.rewind.layers.rnn.RecurrentFixture.FEATURES;
import static dev.rewind.layers.rnn.RecurrentFixture.HOLES;
import static dev.rewind.layers.rnn.RecurrentFixture.ROUNDING;
import static dev.rewind.layers.rnn.RecurrentFixture.STEPS;
import static dev.rewind.layers.rnn.RecurrentFixture.UNITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The GRU against its equations by plain loops, its masks, its dropout, its gradients. */
class GruTest implements RecurrenceContract<GRU> {
  private final RecurrentFixture on = new RecurrentFixture(1);

  @Override
  public GRU of(int units) {
    return GRU.of(units);
  }

  @Override
  public GRUCell cell(int units) {
    return GRUCell.of(units);
  }

  @Override
  public String kernelShape() {
    return "[3, 6]";
  }

  @ParameterizedTest
  @CsvSource({
    "true,1,true",
    "true,2,true",
    "false,1,true",
    "false,2,true",
    "true,2,false",
    "false,2,false"
  })
  void everyStepFollowsTheEquations(boolean resetAfter, int implementation, boolean unroll) {
    GRU config = GRU.of(UNITS).resetAfter(resetAfter).implementation(implementation).unroll(unroll);
    on.requireEquations(config, weights -> PlainGru.of(weights, resetAfter), false);
  }

  private RecurrentOutput run(Tape tape, RecurrentLayer layer, Optional<Mask> mask) {
    return on.run(CallContext.inference(tape), layer, mask);
  }

  @Test
  void maskedStepKeepsPreviousStateAndRepeatsPreviousOutput() {
    RecurrentLayer layer = on.build(GRU.of(UNITS).returnSequences(true));
    PlainGru plain = PlainGru.of(layer.weights(), true);
    double[][] xs = rows(on.x);
    double[] first = plain.step(xs[2], rows(on.initial.get(0))[0]);
    double[] second = plain.step(xs[6], first);
    try (Tape tape = Tape.create()) {
      RecurrentOutput result = run(tape, layer, Optional.of(HOLES));
      double[][] outputs = rows(result.output().values().value());
      assertThat(outputs[0]).containsExactly(0, 0);
      assertThat(outputs[2]).containsExactly(first, within(ROUNDING));
      assertThat(outputs[4]).containsExactly(outputs[2]);
      assertThat(outputs[6]).containsExactly(second, within(ROUNDING));
      assertThat(rows(result.states().get(0).value())[0]).containsExactly(outputs[6]);
      assertThat(result.output().mask()).contains(HOLES);
    }
  }

  @Test
  void fullyMaskedSampleGivesZeroOutputAndItsInitialState() {
    RecurrentLayer layer = on.build(GRU.of(UNITS));
    try (Tape tape = Tape.create()) {
      RecurrentOutput result = run(tape, layer, Optional.of(Mask.ofLengths(STEPS, 0, 3)));
      assertThat(rows(result.output().values().value())[0]).containsExactly(0, 0);
      assertThat(rows(result.states().get(0).value())[0])
          .containsExactly(rows(on.initial.get(0))[0]);
      assertThat(result.output().hasTime()).isFalse();
      assertThat(result.output().mask()).isEmpty();
    }
  }

  @Test
  void zeroOutputForMaskZeroesOutputsButCarriesTheState() {
    GRU gru = GRU.of(UNITS).returnSequences(true);
    RecurrentLayer holding = on.build(gru);
    RecurrentLayer zeroing = on.buildLike(holding, gru.zeroOutputForMask(true));
    try (Tape tape = Tape.create()) {
      RecurrentOutput held = run(tape, holding, Optional.of(HOLES));
      RecurrentOutput zeroed = run(tape, zeroing, Optional.of(HOLES));
      double[][] outputs = rows(zeroed.output().values().value());
      assertThat(outputs[4]).containsExactly(0, 0);
      assertThat(outputs[7]).containsExactly(0, 0);
      assertThat(outputs[6]).containsExactly(rows(held.output().values().value())[6]);
      assertThat(zeroed.states().get(0).value().data)
          .containsExactly(held.states().get(0).value().data);
    }
  }

  @Test
  void goingBackwardsIsGoingForwardsOverTheReversedSequence() {
    GRU gru = GRU.of(UNITS).returnSequences(true);
    RecurrentLayer forwards = on.build(gru);
    RecurrentLayer backwards = on.buildLike(forwards, gru.goBackwards(true));
    double[][] straight = rows(on.x);
    double[][] reversed = new double[STEPS * BATCH][];
    for (int row = 0; row < reversed.length; row++) {
      reversed[row] = straight[(STEPS - 1 - row / BATCH) * BATCH + row % BATCH];
    }
    try (Tape tape = Tape.create()) {
      Sequence turned = Sequence.of(tape.constant(new DMatrixRMaj(reversed)), STEPS);
      Variable expected = forwards.call(CallContext.inference(tape), turned).values();
      Variable actual = backwards.call(CallContext.inference(tape), on.sequence(tape)).values();
      assertThat(actual.value().data).containsExactly(expected.value().data);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true,2,0,0,false",
    "true,1,0.4,0,false",
    "true,2,0.4,0.3,true",
    "false,2,0,0,true",
    "false,2,0.4,0,false",
    "false,1,0.4,0.3,false"
  })
  void gradientsOfEveryWeightAndInputAreRight(
      boolean resetAfter,
      int implementation,
      double dropout,
      double recurrentDropout,
      boolean unroll) {
    on.requireGradients(
        GRU.of(UNITS)
            .resetAfter(resetAfter)
            .implementation(implementation)
            .dropout(dropout)
            .recurrentDropout(recurrentDropout)
            .unroll(unroll));
  }

  @Test
  void recurrentDropoutReusesOneMaskPerCall() {
    assertThat(on.masksDrawn(GRU.of(UNITS).dropout(0.5).recurrentDropout(0.5)))
        .as("three gates, inputs and state, whatever the steps")
        .hasSize(6);
  }

  @Test
  void implementation2DrawsOneInputMaskAnd1DrawsThree() {
    assertThat(on.masksDrawn(GRU.of(UNITS).dropout(0.5))).hasSize(1);
    assertThat(on.masksDrawn(GRU.of(UNITS).dropout(0.5).implementation(1))).hasSize(3);
    assertThat(on.masksDrawn(GRU.of(UNITS).dropout(1).recurrentDropout(1))).isEmpty();
  }

  @Test
  void dropoutActsInTrainingOnly() {
    RecurrentLayer layer = on.build(GRU.of(UNITS).dropout(0.5).recurrentDropout(0.5));
    try (Tape tape = Tape.create()) {
      Sequence input = on.sequence(tape);
      double[] first = layer.call(CallContext.inference(tape), input).values().value().data;
      double[] second = layer.call(CallContext.inference(tape), input).values().value().data;
      double[] training =
          layer.call(CallContext.training(tape, on.random), input).values().value().data;
      assertThat(first).containsExactly(second);
      assertThat(training).isNotEqualTo(first);
    }
  }

  @Test
  void frozenLayerGetsNoGradient() {
    RecurrentLayer layer = on.build(GRU.of(UNITS).trainable(false));
    try (Tape tape = Tape.create()) {
      Variable input = tape.variable(on.x);
      Sequence output =
          layer.call(CallContext.training(tape, on.random), Sequence.of(input, STEPS));
      assertThat(tape.gradients(sum(output.values())).parameters()).isEmpty();
    }
  }

  @Test
  void weightsHaveKerasShapesAndStarts() {
    RecurrentLayer layer =
        GRU.of(UNITS).build("gru", DataShape.sequence(FEATURES), RandomSource.of(1));
    assertThat(layer.weights().stream().map(Weight::parameter).map(Parameter::toString))
        .containsExactly("gru/kernel[3, 6]", "gru/recurrent_kernel[2, 6]", "gru/bias[2, 6]");
    assertThat(layer.weights().get(2).parameter().value().data).containsOnly(0);
    assertThat(
            GRU.of(UNITS)
                .useBias(false)
                .build("gru", DataShape.sequence(FEATURES), RandomSource.of(1))
                .weights())
        .hasSize(2);
  }
}
