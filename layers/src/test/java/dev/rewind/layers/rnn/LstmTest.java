package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import dev.rewind.layers.regularizers.L2;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The LSTM against its equations by plain loops, its masks, its dropout, its gradients, its
 * refusals.
 */
class LstmTest {
  private static final int BATCH = 2;
  private static final int STEPS = 4;
  private static final int FEATURES = 3;
  private static final int UNITS = 2;

  /** The same sums in another order. */
  private static final double ROUNDING = 1e-14;

  private final RandomSource random = RandomSource.of(7);
  private final DMatrixRMaj x = gaussian(STEPS * BATCH, FEATURES);
  private final DMatrixRMaj h0 = gaussian(BATCH, UNITS);
  private final DMatrixRMaj c0 = gaussian(BATCH, UNITS);
  private final Mask holes =
      Mask.of(new boolean[][] {{false, true, false, true}, {true, true, false, false}});

  private DMatrixRMaj gaussian(int rows, int columns) {
    return random.fillGaussian(0, 1, new DMatrixRMaj(rows, columns));
  }

  /** Every weight random, the biases too, so that no gate can be taken for another. */
  private RecurrentLayer build(LSTM lstm) {
    RecurrentLayer layer = lstm.build("lstm", DataShape.sequence(FEATURES), random.split());
    for (Weight weight : layer.weights()) {
      weight.parameter().update(w -> random.fillGaussian(0, 0.7, w));
    }
    return layer;
  }

  private RecurrentOutput run(CallContext context, RecurrentLayer layer, Optional<Mask> mask) {
    Tape tape = context.tape();
    return layer.run(
        context,
        Sequence.of(tape.constant(x), STEPS, mask),
        List.of(tape.constant(h0), tape.constant(c0)));
  }

  @ParameterizedTest
  @CsvSource({
    "true, 2,0,  0,  false,false",
    "true, 2,0.4,0,  false,true",
    "true, 2,0.4,0,  true, true",
    "true, 1,0,  0,  true, false",
    "true, 1,0.4,0,  false,true",
    "true, 2,0.4,0.3,false,true",
    "true, 1,0,  0.3,true, true",
    "false,2,0,  0,  false,true",
    "false,2,0.4,0,  true, true",
    "false,1,0.4,0.3,false,false"
  })
  void everyStepFollowsTheEquations(
      boolean useBias,
      int implementation,
      double dropout,
      double recurrentDropout,
      boolean training,
      boolean goBackwards) {
    LSTM config =
        LSTM.of(UNITS)
            .useBias(useBias)
            .implementation(implementation)
            .dropout(dropout)
            .recurrentDropout(recurrentDropout)
            .goBackwards(goBackwards)
            .returnSequences(true);
    RecurrentLayer layer = build(config);
    PlainRecurrence plain =
        new PlainRecurrence(new PlainLstm(config, training, layer.weights()), goBackwards);
    for (Mask mask : List.of(holes, Mask.ofLengths(STEPS, 0, 3), Mask.ofLengths(STEPS, 4, 4))) {
      try (Tape tape = Tape.create()) {
        CallContext context =
            training
                ? CallContext.training(tape, random).withDropout(new KnownMasks())
                : CallContext.inference(tape);
        RecurrentOutput result = run(context, layer, Optional.of(mask));
        for (int b = 0; b < BATCH; b++) {
          List<double[]> start = List.of(PlainGru.rows(h0)[b], PlainGru.rows(c0)[b]);
          requireEqual(b, result, plain.run(PlainGru.rows(x), b, mask, start));
        }
      }
    }
  }

  private static void requireEqual(
      int sample, RecurrentOutput result, PlainRecurrence.Result expected) {
    double[][] outputs = PlainGru.rows(result.output().values().value());
    for (int i = 0; i < STEPS; i++) {
      close(outputs[i * BATCH + sample], expected.outputs().get(i));
    }
    assertThat(result.states()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      close(PlainGru.rows(result.states().get(i).value())[sample], expected.states().get(i));
    }
  }

  private static void close(double[] actual, double[] expected) {
    assertThat(actual).containsExactly(expected, within(ROUNDING));
  }

  @ParameterizedTest
  @CsvSource({"true,2,0,0", "true,1,0.4,0", "true,2,0.4,0.3", "false,2,0.4,0", "false,1,0,0.3"})
  void gradientsOfEveryWeightAndInputAndBothStatesAreRight(
      boolean useBias, int implementation, double dropout, double recurrentDropout) {
    RecurrentLayer layer =
        build(
            LSTM.of(UNITS)
                .useBias(useBias)
                .implementation(implementation)
                .dropout(dropout)
                .recurrentDropout(recurrentDropout)
                .returnSequences(true));
    GradientCheck.of(
            (tape, in, drops) -> {
              RecurrentOutput result =
                  layer.run(
                      CallContext.training(tape, drops),
                      Sequence.of(in[0], STEPS, Optional.of(holes)),
                      List.of(in[1], in[2]));
              Variable states = mul(result.states().get(0), result.states().get(1));
              return add(sum(result.output().values()), sum(states));
            })
        .inputs(x, h0, c0)
        .parameters(layer.weights().stream().map(Weight::parameter).toList())
        .run()
        .requirePassed();
  }

  @Test
  void masksAreDrawnOncePerCall() {
    assertThat(masksDrawn(LSTM.of(UNITS).dropout(0.5))).isEqualTo(1);
    assertThat(masksDrawn(LSTM.of(UNITS).dropout(0.5).implementation(1))).isEqualTo(4);
    assertThat(masksDrawn(LSTM.of(UNITS).dropout(0.5).recurrentDropout(0.5))).isEqualTo(8);
    assertThat(masksDrawn(LSTM.of(UNITS).recurrentDropout(0.5))).isEqualTo(4);
    assertThat(masksDrawn(LSTM.of(UNITS).dropout(1).recurrentDropout(1)))
        .as("a rate of 1 drops nothing")
        .isZero();
  }

  private int masksDrawn(LSTM lstm) {
    KnownMasks masks = new KnownMasks();
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, random).withDropout(masks);
      build(lstm).call(context, Sequence.of(tape.constant(x), STEPS));
    }
    return masks.requests.size();
  }

  @Test
  void callsReturnOutputAndBothStatesInKerasOrder() {
    RecurrentLayer layer = build(LSTM.of(UNITS).returnState(true));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      List<Sequence> results =
          layer.call(
              context,
              List.of(
                  Sequence.of(tape.constant(x), STEPS),
                  Sequence.ofVectors(tape.constant(h0)),
                  Sequence.ofVectors(tape.constant(c0))));
      RecurrentOutput direct = run(context, layer, Optional.empty());
      double[] output = direct.output().values().value().data;
      assertThat(results).hasSize(3);
      assertThat(results.get(0).values().value().data).containsExactly(output);
      assertThat(results.get(1).values().value().data).containsExactly(output);
      assertThat(results.get(2).values().value().data)
          .containsExactly(direct.states().get(1).value().data)
          .isNotEqualTo(output);
    }
    DataShape input = DataShape.sequence(STEPS, FEATURES);
    DataShape vectors = DataShape.vectors(UNITS);
    assertThat(layer.config().outputShapes(List.of(input, vectors, vectors)))
        .containsExactly(vectors, vectors, vectors);
  }

  @Test
  void statefulLayerCarriesBothStates() {
    RecurrentLayer carrying = build(LSTM.of(UNITS).stateful(true));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      RecurrentOutput first = carrying.run(context, input);
      RecurrentOutput second = carrying.run(context, input);
      RecurrentOutput expected = carrying.run(context, input, first.states());
      assertThat(second.output().values().value().data)
          .containsExactly(expected.output().values().value().data);
      assertThat(second.output().values().value().data)
          .isNotEqualTo(first.output().values().value().data);
      assertThat(carrying.states()).hasSize(2);
    }
  }

  @Test
  void penaltyCoversOutputAndBothReturnedStates() {
    LSTM config = LSTM.of(UNITS).activityRegularizer(L2.of(0.1));
    try (Tape tape = Tape.create()) {
      CallContext alone = CallContext.inference(tape);
      run(alone, build(config), Optional.empty());
      assertThat(alone.losses()).hasSize(1);
      CallContext all = CallContext.inference(tape);
      run(all, build(config.returnState(true)), Optional.empty());
      assertThat(all.losses()).hasSize(3);
    }
  }

  @Test
  void rnnOverTheCellIsTheLayer() {
    RecurrentLayer lstm = build(LSTM.of(UNITS));
    RecurrentLayer rnn =
        RNN.of(LSTMCell.of(UNITS)).build("rnn", DataShape.sequence(FEATURES), random.split());
    for (int i = 0; i < 3; i++) {
      rnn.weights().get(i).parameter().assign(lstm.weights().get(i).parameter().value());
    }
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      double[] expected = run(context, lstm, Optional.of(holes)).output().values().value().data;
      double[] actual = run(context, rnn, Optional.of(holes)).output().values().value().data;
      assertThat(actual).containsExactly(expected);
    }
  }

  @Test
  void wrongInputsAreRefusedWithTheirShapes() {
    RecurrentLayer layer = build(LSTM.of(UNITS));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Variable narrow = tape.constant(new DMatrixRMaj(STEPS * BATCH, 2));
      assertThatThrownBy(() -> layer.call(context, Sequence.of(narrow, STEPS)))
          .isInstanceOf(ShapeMismatchException.class)
          .hasMessage(
              "lstm: input has 2 features but the kernel was made for 3 ([3, 8])."
                  + " Check the layer before it.");
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      Variable h = tape.constant(h0);
      assertThatThrownBy(() -> layer.run(context, input, List.of(h)))
          .hasMessage("lstm: got 1 initial states; expected 2.");
      Variable wide = tape.constant(new DMatrixRMaj(BATCH, 3));
      assertThatThrownBy(() -> layer.run(context, input, List.of(h, wide)))
          .isInstanceOf(ShapeMismatchException.class)
          .hasMessage("lstm: initial state 1 has shape [2, 3]; expected [2, 2] (batch, units).");
    }
  }

  @Test
  void shapesOfStatesThatDoNotFitAreRefused() {
    DataShape input = DataShape.sequence(STEPS, FEATURES);
    DataShape vectors = DataShape.vectors(UNITS);
    assertThatThrownBy(
            () -> LSTM.of(UNITS).build("lstm", List.of(input, vectors), RandomSource.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "lstm: got inputs of the shapes [(None, 4, 3), (None, 2)]; expected a sequence, and"
                + " after it either no initial state or [(None, 2), (None, 2)].");
  }

  @Test
  void optionsOutOfRangeAreRefusedWhenSet() {
    assertThatThrownBy(() -> LSTM.of(0)).hasMessage("LSTM: units must be positive, got 0.");
    assertThatThrownBy(() -> LSTM.of(1).implementation(3))
        .hasMessage("LSTM: implementation must be 1 or 2, got 3.");
    assertThatThrownBy(() -> LSTM.of(1).dropout(1.7))
        .hasMessage("LSTM: dropout must be in [0, 1], got 1.7.");
    assertThatThrownBy(() -> LSTM.of(1).recurrentDropout(-0.1))
        .hasMessage("LSTM: recurrentDropout must be in [0, 1], got -0.1.");
  }
}
