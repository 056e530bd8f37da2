package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.DropoutSource.Kind;
import dev.rewind.layers.DropoutSource.Request;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.layers.regularizers.L2;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The SimpleRNN against its equation by plain loops, its masks, its dropout, its gradients, its
 * refusals.
 */
class SimpleRnnTest {
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

  /** Every weight random, the bias too. */
  private RecurrentLayer build(SimpleRNN rnn) {
    RecurrentLayer layer = rnn.build("rnn", DataShape.sequence(FEATURES), random.split());
    for (Weight weight : layer.weights()) {
      weight.parameter().update(w -> random.fillGaussian(0, 0.7, w));
    }
    return layer;
  }

  private RecurrentOutput run(CallContext context, RecurrentLayer layer, Optional<Mask> mask) {
    Tape tape = context.tape();
    return layer.run(
        context, Sequence.of(tape.constant(x), STEPS, mask), List.of(tape.constant(h0)));
  }

  @ParameterizedTest
  @CsvSource({
    "true, 0,  0,  false,false",
    "true, 0,  0,  true, true",
    "true, 0.4,0.3,false,true",
    "true, 0.4,0.3,true, false",
    "true, 0,  0.3,true, true",
    "true, 0.4,0,  true, true",
    "false,0,  0,  false,true",
    "false,0.4,0.3,true, false"
  })
  void everyStepFollowsTheEquation(
      boolean useBias,
      double dropout,
      double recurrentDropout,
      boolean training,
      boolean goBackwards) {
    SimpleRNN config =
        SimpleRNN.of(UNITS)
            .useBias(useBias)
            .dropout(dropout)
            .recurrentDropout(recurrentDropout)
            .goBackwards(goBackwards)
            .returnSequences(true);
    RecurrentLayer layer = build(config);
    PlainRecurrence plain =
        new PlainRecurrence(new PlainSimpleRnn(config, training, layer.weights()), goBackwards);
    for (Mask mask : List.of(holes, Mask.ofLengths(STEPS, 0, 3), Mask.ofLengths(STEPS, 4, 4))) {
      try (Tape tape = Tape.create()) {
        CallContext context =
            training
                ? CallContext.training(tape, random).withDropout(new KnownMasks())
                : CallContext.inference(tape);
        RecurrentOutput result = run(context, layer, Optional.of(mask));
        double[][] outputs = PlainGru.rows(result.output().values().value());
        for (int b = 0; b < BATCH; b++) {
          PlainRecurrence.Result expected =
              plain.run(PlainGru.rows(x), b, mask, List.of(PlainGru.rows(h0)[b]));
          for (int i = 0; i < STEPS; i++) {
            close(outputs[i * BATCH + b], expected.outputs().get(i));
          }
          close(PlainGru.rows(result.states().get(0).value())[b], expected.states().get(0));
        }
      }
    }
  }

  private static void close(double[] actual, double[] expected) {
    assertThat(actual).containsExactly(expected, within(ROUNDING));
  }

  @ParameterizedTest
  @CsvSource({"true,0,0", "true,0.4,0.3", "false,0.4,0", "false,0,0.3"})
  void gradientsOfEveryWeightAndInputAreRight(
      boolean useBias, double dropout, double recurrentDropout) {
    RecurrentLayer layer =
        build(
            SimpleRNN.of(UNITS)
                .useBias(useBias)
                .dropout(dropout)
                .recurrentDropout(recurrentDropout)
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
  void oneMaskPerCallServesAllSteps() {
    KnownMasks masks = new KnownMasks();
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, random).withDropout(masks);
      build(SimpleRNN.of(UNITS).dropout(0.5).recurrentDropout(0.4).seed(3))
          .call(context, Sequence.of(tape.constant(x), STEPS));
    }
    assertThat(masks.requests)
        .extracting(Request::kind)
        .containsExactly(Kind.INPUT, Kind.RECURRENT);
    assertThat(masks.requests).extracting(Request::rate).containsExactly(0.5, 0.4);
    assertThat(masks.requests)
        .extracting(Request::shape)
        .containsExactly(new Shape(BATCH, FEATURES), new Shape(BATCH, UNITS));
    assertThat(masks.requests)
        .allMatch(r -> r.owner().equals("rnn") && r.gate() == 0 && r.stream().isPresent());
  }

  /** Unlike in the cells with gates. */
  @ParameterizedTest
  @CsvSource({"1,0", "0,1", "1,1"})
  void rateOfOneDropsEverythingInTrainingOnly(double dropout, double recurrentDropout) {
    RecurrentLayer layer =
        build(SimpleRNN.of(UNITS).dropout(dropout).recurrentDropout(recurrentDropout));
    RecurrentLayer reference = build(SimpleRNN.of(UNITS));
    for (int i = 0; i < 3; i++) {
      reference.weights().get(i).parameter().assign(layer.weights().get(i).parameter().value());
    }
    try (Tape tape = Tape.create()) {
      CallContext inference = CallContext.inference(tape);
      double[] untouched = output(inference, reference);
      assertThat(output(inference, layer)).containsExactly(untouched);
      double[] dropped = output(CallContext.training(tape, random), layer);
      int without = dropout == 1 ? 0 : 1;
      reference.weights().get(without).parameter().update(w -> w.fill(0));
      if (dropout == recurrentDropout) {
        reference.weights().get(1).parameter().update(w -> w.fill(0));
      }
      assertThat(dropped).containsExactly(output(inference, reference)).isNotEqualTo(untouched);
    }
  }

  private double[] output(CallContext context, RecurrentLayer layer) {
    return run(context, layer, Optional.empty()).output().values().value().data;
  }

  @Test
  void penaltyOnTheOutputIsNotForgotten() {
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      double[] y = output(context, build(SimpleRNN.of(UNITS).activityRegularizer(L2.of(0.1))));
      double squares = Arrays.stream(y).map(v -> v * v).sum();
      assertThat(context.losses()).hasSize(1);
      assertThat(context.losses().get(0).scalar())
          .isCloseTo(0.1 * squares / BATCH, within(ROUNDING));
    }
  }

  @Test
  void callsReturnOutputAndState() {
    RecurrentLayer layer = build(SimpleRNN.of(UNITS).returnState(true));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      List<Sequence> results =
          layer.call(
              context,
              List.of(Sequence.of(tape.constant(x), STEPS), Sequence.ofVectors(tape.constant(h0))));
      assertThat(results).hasSize(2);
      double[] expected = output(context, layer);
      assertThat(results.get(0).values().value().data).containsExactly(expected);
      assertThat(results.get(1).values().value().data).containsExactly(expected);
    }
    DataShape vectors = DataShape.vectors(UNITS);
    assertThat(layer.config().outputShapes(List.of(DataShape.sequence(STEPS, FEATURES), vectors)))
        .containsExactly(vectors, vectors);
  }

  @Test
  void wrongInputsAreRefusedWithTheirShapes() {
    RecurrentLayer layer = build(SimpleRNN.of(UNITS));
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      Variable narrow = tape.constant(new DMatrixRMaj(STEPS * BATCH, 2));
      assertThatThrownBy(() -> layer.call(context, Sequence.of(narrow, STEPS)))
          .isInstanceOf(ShapeMismatchException.class)
          .hasMessage(
              "rnn: input has 2 features but the kernel was made for 3 ([3, 2])."
                  + " Check the layer before it.");
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      Variable h = tape.constant(h0);
      assertThatThrownBy(() -> layer.run(context, input, List.of(h, h)))
          .hasMessage("rnn: got 2 initial states; expected 1.");
    }
    DataShape input = DataShape.sequence(STEPS, FEATURES);
    DataShape wide = DataShape.vectors(UNITS + 1);
    assertThatThrownBy(
            () -> SimpleRNN.of(UNITS).build("rnn", List.of(input, wide), RandomSource.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "rnn: got inputs of the shapes [(None, 4, 3), (None, 3)]; expected a sequence, and"
                + " after it either no initial state or [(None, 2)].");
  }

  @Test
  void optionsOutOfRangeAreRefusedWhenSet() {
    assertThatThrownBy(() -> SimpleRNN.of(-1))
        .hasMessage("SimpleRNN: units must be positive, got -1.");
    assertThatThrownBy(() -> SimpleRNN.of(1).dropout(1.7))
        .hasMessage("SimpleRNN: dropout must be in [0, 1], got 1.7.");
    assertThatThrownBy(() -> SimpleRNN.of(1).recurrentDropout(-0.1))
        .hasMessage("SimpleRNN: recurrentDropout must be in [0, 1], got -0.1.");
  }
}
