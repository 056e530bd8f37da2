package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The GRU against its equations by plain loops, its masks, its dropout, its gradients, its
 * refusals.
 */
class GruTest {
  private static final int BATCH = 2;
  private static final int STEPS = 4;
  private static final int FEATURES = 3;
  private static final int UNITS = 2;

  /** The same sums in another order. */
  private static final double ROUNDING = 1e-14;

  private final RandomSource random = RandomSource.of(7);
  private final DMatrixRMaj x = gaussian(STEPS * BATCH, FEATURES);
  private final DMatrixRMaj h0 = gaussian(BATCH, UNITS);
  private final Mask holes =
      Mask.of(new boolean[][] {{false, true, false, true}, {true, true, false, false}});

  private DMatrixRMaj gaussian(int rows, int columns) {
    return random.fillGaussian(0, 1, new DMatrixRMaj(rows, columns));
  }

  /** Every weight random, the biases too, so that no gate can be taken for another. */
  private RecurrentLayer build(GRU gru) {
    RecurrentLayer layer = gru.build("gru", DataShape.sequence(STEPS, FEATURES), random.split());
    for (Weight weight : layer.weights()) {
      weight.parameter().update(w -> random.fillGaussian(0, 0.7, w));
    }
    return layer;
  }

  private static PlainGru plain(RecurrentLayer layer, boolean resetAfter) {
    List<DMatrixRMaj> w = layer.weights().stream().map(v -> v.parameter().value()).toList();
    return PlainGru.of(w.get(0), w.get(1), w.get(2), resetAfter);
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
    RecurrentLayer layer =
        build(
            GRU.of(UNITS)
                .resetAfter(resetAfter)
                .implementation(implementation)
                .unroll(unroll)
                .returnSequences(true));
    PlainGru plain = plain(layer, resetAfter);
    double[][] xs = PlainGru.rows(x);
    try (Tape tape = Tape.create()) {
      RecurrentOutput result = run(tape, layer, Optional.empty());
      double[][] outputs = PlainGru.rows(result.output().values().value());
      double[][] states = PlainGru.rows(h0);
      for (int t = 0; t < STEPS; t++) {
        for (int b = 0; b < BATCH; b++) {
          states[b] = plain.step(xs[t * BATCH + b], states[b]);
          assertThat(outputs[t * BATCH + b]).containsExactly(states[b], within(ROUNDING));
        }
      }
      assertThat(PlainGru.rows(result.states().get(0).value())[1])
          .containsExactly(states[1], within(ROUNDING));
    }
  }

  private RecurrentOutput run(Tape tape, RecurrentLayer layer, Optional<Mask> mask) {
    return layer.run(
        CallContext.inference(tape),
        Sequence.of(tape.constant(x), STEPS, mask),
        List.of(tape.constant(h0)));
  }

  @Test
  void maskedStepKeepsPreviousStateAndRepeatsPreviousOutput() {
    RecurrentLayer layer = build(GRU.of(UNITS).returnSequences(true));
    PlainGru plain = plain(layer, true);
    double[][] xs = PlainGru.rows(x);
    double[] first = plain.step(xs[2], PlainGru.rows(h0)[0]);
    double[] second = plain.step(xs[6], first);
    try (Tape tape = Tape.create()) {
      RecurrentOutput result = run(tape, layer, Optional.of(holes));
      double[][] outputs = PlainGru.rows(result.output().values().value());
      assertThat(outputs[0]).containsExactly(0, 0);
      assertThat(outputs[2]).containsExactly(first, within(ROUNDING));
      assertThat(outputs[4]).containsExactly(outputs[2]);
      assertThat(outputs[6]).containsExactly(second, within(ROUNDING));
      assertThat(PlainGru.rows(result.states().get(0).value())[0]).containsExactly(outputs[6]);
      assertThat(result.output().mask()).contains(holes);
    }
  }

  @Test
  void fullyMaskedSampleGivesZeroOutputAndItsInitialState() {
    RecurrentLayer layer = build(GRU.of(UNITS));
    try (Tape tape = Tape.create()) {
      RecurrentOutput result = run(tape, layer, Optional.of(Mask.ofLengths(STEPS, 0, 3)));
      assertThat(PlainGru.rows(result.output().values().value())[0]).containsExactly(0, 0);
      assertThat(PlainGru.rows(result.states().get(0).value())[0])
          .containsExactly(PlainGru.rows(h0)[0]);
      assertThat(result.output().hasTime()).isFalse();
      assertThat(result.output().mask()).isEmpty();
    }
  }

  @Test
  void zeroOutputForMaskZeroesOutputsButCarriesTheState() {
    GRU gru = GRU.of(UNITS).returnSequences(true);
    RecurrentLayer holding = build(gru);
    RecurrentLayer zeroing = build(gru.zeroOutputForMask(true));
    for (int i = 0; i < 3; i++) {
      zeroing.weights().get(i).parameter().assign(holding.weights().get(i).parameter().value());
    }
    try (Tape tape = Tape.create()) {
      RecurrentOutput held = run(tape, holding, Optional.of(holes));
      RecurrentOutput zeroed = run(tape, zeroing, Optional.of(holes));
      double[][] outputs = PlainGru.rows(zeroed.output().values().value());
      assertThat(outputs[4]).containsExactly(0, 0);
      assertThat(outputs[7]).containsExactly(0, 0);
      assertThat(outputs[6]).containsExactly(PlainGru.rows(held.output().values().value())[6]);
      assertThat(zeroed.states().get(0).value().data)
          .containsExactly(held.states().get(0).value().data);
    }
  }

  @Test
  void goingBackwardsIsGoingForwardsOverTheReversedSequence() {
    GRU gru = GRU.of(UNITS).returnSequences(true);
    RecurrentLayer forwards = build(gru);
    RecurrentLayer backwards = build(gru.goBackwards(true));
    for (int i = 0; i < 3; i++) {
      backwards.weights().get(i).parameter().assign(forwards.weights().get(i).parameter().value());
    }
    double[][] rows = PlainGru.rows(x);
    double[][] reversed = new double[STEPS * BATCH][];
    for (int row = 0; row < reversed.length; row++) {
      reversed[row] = rows[(STEPS - 1 - row / BATCH) * BATCH + row % BATCH];
    }
    try (Tape tape = Tape.create()) {
      Sequence turned = Sequence.of(tape.constant(new DMatrixRMaj(reversed)), STEPS);
      Variable expected = forwards.call(CallContext.inference(tape), turned).values();
      Sequence straight = Sequence.of(tape.constant(x), STEPS);
      Variable actual = backwards.call(CallContext.inference(tape), straight).values();
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
    RecurrentLayer layer =
        build(
            GRU.of(UNITS)
                .resetAfter(resetAfter)
                .implementation(implementation)
                .dropout(dropout)
                .recurrentDropout(recurrentDropout)
                .unroll(unroll)
                .returnSequences(true));
    GradientCheck.of(
            (tape, in, drops) -> {
              RecurrentOutput result =
                  layer.run(
                      CallContext.training(tape, drops),
                      Sequence.of(in[0], STEPS, Optional.of(holes)),
                      List.of(in[1]));
              return add(sum(result.output().values()), sum(result.states().get(0)));
            })
        .inputs(x, h0)
        .parameters(layer.weights().stream().map(Weight::parameter).toList())
        .run()
        .requirePassed();
  }

  @Test
  void recurrentDropoutReusesOneMaskPerCall() {
    RecurrentLayer layer = build(GRU.of(UNITS).dropout(0.5).recurrentDropout(0.5));
    int[] asked = new int[1];
    try (Tape tape = Tape.create()) {
      CallContext context =
          CallContext.training(tape, random)
              .withDropout(
                  request -> {
                    asked[0]++;
                    DMatrixRMaj mask =
                        new DMatrixRMaj(request.shape().rows(), request.shape().columns());
                    mask.fill(1);
                    return mask;
                  });
      layer.call(context, Sequence.of(tape.constant(x), STEPS));
    }
    assertThat(asked[0]).as("three gates, inputs and state, whatever the steps").isEqualTo(6);
  }

  @Test
  void implementation2DrawsOneInputMaskAnd1DrawsThree() {
    assertThat(masksDrawn(GRU.of(UNITS).dropout(0.5))).isEqualTo(1);
    assertThat(masksDrawn(GRU.of(UNITS).dropout(0.5).implementation(1))).isEqualTo(3);
    assertThat(masksDrawn(GRU.of(UNITS).dropout(1).recurrentDropout(1))).isZero();
  }

  private int masksDrawn(GRU gru) {
    int[] drawn = new int[1];
    try (Tape tape = Tape.create()) {
      CallContext context =
          CallContext.training(tape, random)
              .withDropout(
                  request -> {
                    drawn[0]++;
                    return new DMatrixRMaj(request.shape().rows(), request.shape().columns());
                  });
      build(gru).call(context, Sequence.of(tape.constant(x), STEPS));
    }
    return drawn[0];
  }

  @Test
  void dropoutActsInTrainingOnly() {
    RecurrentLayer layer = build(GRU.of(UNITS).dropout(0.5).recurrentDropout(0.5));
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      double[] first = layer.call(CallContext.inference(tape), input).values().value().data;
      double[] second = layer.call(CallContext.inference(tape), input).values().value().data;
      double[] training =
          layer.call(CallContext.training(tape, random), input).values().value().data;
      assertThat(first).containsExactly(second);
      assertThat(training).isNotEqualTo(first);
    }
  }

  @Test
  void frozenLayerGetsNoGradient() {
    RecurrentLayer layer = build(GRU.of(UNITS).trainable(false));
    try (Tape tape = Tape.create()) {
      Variable input = tape.variable(x);
      Sequence output = layer.call(CallContext.training(tape, random), Sequence.of(input, STEPS));
      assertThat(tape.gradients(sum(output.values())).parameters()).isEmpty();
    }
  }

  @Test
  void callsWithStatesReturnTheStatesThatWereAskedFor() {
    RecurrentLayer layer = build(GRU.of(UNITS).returnState(true));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      Sequence state = Sequence.ofVectors(tape.constant(h0));
      List<Sequence> results = layer.call(context, List.of(input, state));
      assertThat(results).hasSize(2);
      double[] direct = run(tape, layer, Optional.empty()).output().values().value().data;
      assertThat(results.get(0).values().value().data).containsExactly(direct);
      assertThat(results.get(1).values().value().data).containsExactly(direct);
    }
  }

  @Test
  void rnnOverTheCellIsTheLayer() {
    RecurrentLayer gru = build(GRU.of(UNITS));
    RecurrentLayer rnn =
        RNN.of(GRUCell.of(UNITS)).build("rnn", DataShape.sequence(FEATURES), random.split());
    for (int i = 0; i < 3; i++) {
      rnn.weights().get(i).parameter().assign(gru.weights().get(i).parameter().value());
    }
    try (Tape tape = Tape.create()) {
      double[] expected = run(tape, gru, Optional.of(holes)).output().values().value().data;
      double[] actual = run(tape, rnn, Optional.of(holes)).output().values().value().data;
      assertThat(actual).containsExactly(expected);
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

  @Test
  void wrongInputsAreRefusedWithTheirShapes() {
    RecurrentLayer layer = build(GRU.of(UNITS));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Variable narrow = tape.constant(new DMatrixRMaj(STEPS * BATCH, 2));
      assertThatThrownBy(() -> layer.call(context, Sequence.of(narrow, STEPS)))
          .isInstanceOf(ShapeMismatchException.class)
          .hasMessage(
              "gru: input has 2 features but the kernel was made for 3 ([3, 6])."
                  + " Check the layer before it.");
      assertThatThrownBy(() -> layer.call(context, Sequence.ofVectors(tape.constant(x))))
          .hasMessage(
              "gru: input (None, 3) has no time axis; expected (batch, timesteps, features)."
                  + " Give it sequences: DataShape.sequence(…),"
                  + " or let the layer before it return them.");
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      Variable wide = tape.constant(new DMatrixRMaj(BATCH, 3));
      assertThatThrownBy(() -> layer.run(context, input, List.of(wide)))
          .isInstanceOf(ShapeMismatchException.class)
          .hasMessage("gru: initial state 0 has shape [2, 3]; expected [2, 2] (batch, units).");
      assertThatThrownBy(() -> layer.run(context, input, List.of(wide, wide)))
          .hasMessage("gru: got 2 initial states; expected 1.");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.7, Double.NaN})
  void dropoutRatesOutOfRangeAreRefusedWhenSet(double rate) {
    assertThatThrownBy(() -> GRU.of(UNITS).recurrentDropout(rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GRU: recurrentDropout must be in [0, 1], got " + rate + ".");
  }

  @Test
  void unitsAndImplementationOutOfRangeAreRefusedWhenSet() {
    assertThatThrownBy(() -> GRU.of(0)).hasMessage("GRU: units must be positive, got 0.");
    assertThatThrownBy(() -> GRU.of(1).implementation(3))
        .hasMessage("GRU: implementation must be 1 or 2, got 3.");
  }
}
