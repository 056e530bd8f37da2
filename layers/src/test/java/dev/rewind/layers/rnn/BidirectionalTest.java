package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.concatColumns;
import static dev.rewind.autograd.ops.Ops.concatRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.CarriedState;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.LayerContract;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.layers.regularizers.L2;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What both directions compute, by plain loops. What is refused is in its own test. */
class BidirectionalTest implements LayerContract {
  private static final int UNITS = 2;

  /** The same sums in another order. */
  private static final double ROUNDING = 1e-14;

  private final DMatrixRMaj x = input(STEPS * BATCH);

  @Override
  public Bidirectional plain() {
    return Bidirectional.of(GRU.of(UNITS).returnSequences(true));
  }

  @Override
  public Bidirectional changed() {
    return Bidirectional.of(GRU.of(5).name("memory").returnState(true))
        .backwardLayer(GRU.of(4).name("other").returnState(true).goBackwards(true))
        .name("both")
        .trainable(false)
        .dtype("float32")
        .activityRegularizer(L2.of(0.3))
        .mergeMode(MergeMode.NONE);
  }

  @Override
  public List<String> keys() {
    return List.of(
        "name",
        "trainable",
        "dtype",
        "activity_regularizer",
        "merge_mode",
        "layer",
        "backward_layer");
  }

  @Override
  public List<String> weights() {
    return List.of(
        "layer/forward_gru/kernel[3, 6]",
        "layer/forward_gru/recurrent_kernel[2, 6]",
        "layer/forward_gru/bias[2, 6]",
        "layer/backward_gru/kernel[3, 6]",
        "layer/backward_gru/recurrent_kernel[2, 6]",
        "layer/backward_gru/bias[2, 6]");
  }

  @Override
  public boolean takesVectors() {
    return false;
  }

  @Override
  public Optional<Mask> maskOfResult() {
    return Optional.of(HOLES);
  }

  @Override
  public LayerConfig differentiated() {
    return plain().mergeMode(MergeMode.MUL);
  }

  /** The output of one direction for one sample, step by step in the order of the input. */
  private double[][] direction(List<Weight> weights, int sample, Mask mask, boolean backwards) {
    PlainGru gru = PlainGru.of(weights, true);
    double[][] outputs = new double[STEPS][UNITS];
    double[] h = new double[UNITS];
    for (int i = 0; i < STEPS; i++) {
      int t = backwards ? STEPS - 1 - i : i;
      if (mask.isValid(sample, t)) {
        h = gru.step(PlainRecurrence.rows(x)[t * BATCH + sample], h);
        outputs[t] = h;
      }
    }
    return outputs;
  }

  private static double[] merged(MergeMode mode, double[] f, double[] b) {
    return switch (mode) {
      case CONCAT, NONE ->
          IntStream.range(0, 4).mapToDouble(j -> j < 2 ? f[j] : b[j - 2]).toArray();
      case SUM -> new double[] {f[0] + b[0], f[1] + b[1]};
      case MUL -> new double[] {f[0] * b[0], f[1] * b[1]};
      case AVE -> new double[] {(f[0] + b[0]) / 2, (f[1] + b[1]) / 2};
    };
  }

  private static DMatrixRMaj sideBySide(List<Sequence> results) {
    Variable[] all = results.stream().map(Sequence::values).toArray(Variable[]::new);
    return concatColumns(all).value();
  }

  @ParameterizedTest
  @EnumSource
  void everyStepIsMergedFromBothDirections(MergeMode mode) {
    Layer layer = build(plain().mergeMode(mode));
    for (Mask mask : List.of(HOLES, Mask.ofLengths(STEPS, 0, 4))) {
      try (Tape tape = Tape.create()) {
        Sequence input = Sequence.of(tape.constant(x), STEPS, Optional.of(mask));
        List<Sequence> results = layer.call(CallContext.inference(tape), List.of(input));
        assertThat(results).hasSize(mode == MergeMode.NONE ? 2 : 1);
        assertThat(results).allSatisfy(result -> assertThat(result.mask()).contains(mask));
        assertThat(results.stream().map(Sequence::shape))
            .isEqualTo(layer.config().outputShapes(List.of(input.shape())));
        double[][] actual = PlainRecurrence.rows(sideBySide(results));
        for (int sample = 0; sample < BATCH; sample++) {
          double[][] f = direction(layer.weights().subList(0, 3), sample, mask, false);
          double[][] b = direction(layer.weights().subList(3, 6), sample, mask, true);
          for (int t = 0; t < STEPS; t++) {
            assertThat(actual[t * BATCH + sample])
                .containsExactly(merged(mode, f[t], b[t]), within(ROUNDING));
          }
        }
      }
    }
  }

  /** The last output of the backward layer is that of the first step. */
  @Test
  void lastOutputsComeFromOppositeEndsAndHoldOverMaskedSteps() {
    Layer layer = build(Bidirectional.of(GRU.of(UNITS)));
    Mask mask = Mask.of(new boolean[][] {{true, true, true, false}, {false, true, true, true}});
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(x), STEPS, Optional.of(mask));
      Sequence result = layer.call(CallContext.inference(tape), input);
      assertThat(result.shape()).isEqualTo(DataShape.vectors(2 * UNITS));
      assertThat(result.mask()).isEmpty();
      for (int sample = 0; sample < BATCH; sample++) {
        double[][] f = direction(layer.weights().subList(0, 3), sample, mask, false);
        double[][] b = direction(layer.weights().subList(3, 6), sample, mask, true);
        assertThat(PlainRecurrence.rows(result.values().value())[sample])
            .containsExactly(
                merged(MergeMode.CONCAT, f[sample == 0 ? 2 : 3], b[sample == 0 ? 0 : 1]),
                within(ROUNDING));
      }
    }
  }

  /** An LSTM or a cell of one's own has several states per direction. */
  @Test
  void initialStatesAreHalvedAndLastStatesFollowForwardFirst() {
    Layer layer = build(Bidirectional.of(RNN.of(LevelCell.of(2)).returnState(true)));
    DataShape sequence = DataShape.sequence(STEPS, features());
    List<DataShape> states =
        List.of(
            DataShape.vectors(2), DataShape.vectors(1), DataShape.vectors(2), DataShape.vectors(1));
    List<DataShape> inputs = new ArrayList<>(List.of(sequence));
    inputs.addAll(states);
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      List<Sequence> given = new ArrayList<>(List.of(Sequence.of(tape.constant(x), STEPS)));
      for (int i = 0; i < states.size(); i++) {
        DMatrixRMaj state = new DMatrixRMaj(BATCH, states.get(i).features());
        given.add(Sequence.ofVectors(tape.constant(RandomSource.of(i).fillGaussian(0, 1, state))));
      }
      List<Sequence> results = layer.call(context, given);
      List<Sequence> forward =
          ((BuiltBidirectional) layer).forward().call(context, given.subList(0, 3));
      List<Sequence> backward =
          ((BuiltBidirectional) layer)
              .backward()
              .call(context, List.of(given.get(0), given.get(3), given.get(4)));
      assertThat(results.stream().map(Sequence::shape))
          .isEqualTo(layer.config().outputShapes(inputs))
          .startsWith(DataShape.vectors(2 * LevelCell.OUTPUTS))
          .endsWith(DataShape.vectors(2), DataShape.vectors(1));
      List<Sequence> expected = new ArrayList<>(forward.subList(1, 3));
      expected.addAll(backward.subList(1, 3));
      for (int i = 0; i < expected.size(); i++) {
        assertThat(results.get(1 + i).values().value().data)
            .containsExactly(expected.get(i).values().value().data);
      }
    }
  }

  @Test
  void gradientsOfInitialStatesAndOfAllResultsAreRight() {
    Bidirectional config =
        Bidirectional.of(GRU.of(UNITS).returnSequences(true).returnState(true))
            .mergeMode(MergeMode.NONE);
    Layer layer = build(config);
    GradientCheck.of(
            (tape, in) -> {
              Sequence sequence = Sequence.of(in[0], STEPS, Optional.of(HOLES));
              List<Sequence> results =
                  layer.call(
                      CallContext.inference(tape),
                      List.of(sequence, Sequence.ofVectors(in[1]), Sequence.ofVectors(in[2])));
              Variable outputs = concatColumns(results.get(0).values(), results.get(1).values());
              Variable states = concatColumns(results.get(2).values(), results.get(3).values());
              return concatRows(outputs, states);
            })
        .inputs(x, LayerContract.gaussian(BATCH, UNITS), backwardState())
        .parameters(layer.weights().stream().map(Weight::parameter).toList())
        .run()
        .requirePassed();
  }

  private static DMatrixRMaj backwardState() {
    return RandomSource.of(12).fillGaussian(0, 1, new DMatrixRMaj(BATCH, UNITS));
  }

  @Test
  void statesOfBothDirectionsAreCarriedAndReset() {
    Layer layer = build(Bidirectional.of(GRU.of(UNITS).stateful(true).returnSequences(true)));
    assertThat(layer.carriedStates()).hasSize(2);
    double[] first = outputs(layer);
    assertThat(outputs(layer)).isNotEqualTo(first);
    layer.resetStates();
    assertThat(outputs(layer)).isEqualTo(first);
    List<DMatrixRMaj> kept =
        layer.carriedStates().stream().map(CarriedState::value).map(Optional::orElseThrow).toList();
    for (int row = 0; row < BATCH; row++) {
      for (int j = 0; j < UNITS; j++) {
        int width = 2 * UNITS;
        assertThat(kept.get(0).get(row, j))
            .as("forward: after the last step")
            .isEqualTo(first[((STEPS - 1) * BATCH + row) * width + j]);
        assertThat(kept.get(1).get(row, j))
            .as("backward: after the first step")
            .isEqualTo(first[row * width + UNITS + j]);
      }
    }
  }

  private double[] outputs(Layer layer) {
    try (Tape tape = Tape.create()) {
      Sequence input = Sequence.of(tape.constant(x), STEPS);
      return layer.call(CallContext.inference(tape), input).values().value().data.clone();
    }
  }

  @Test
  void eachDirectionAsksForDropoutMasksByItsOwnName() {
    List<String> owners = new ArrayList<>();
    Layer layer = build(Bidirectional.of(GRU.of(UNITS).dropout(0.4)));
    try (Tape tape = Tape.create()) {
      CallContext context =
          CallContext.training(tape, RandomSource.of(1))
              .withDropout(
                  request -> {
                    owners.add(request.owner());
                    return new DMatrixRMaj(request.shape().rows(), request.shape().columns());
                  });
      layer.call(context, Sequence.of(tape.constant(x), STEPS));
    }
    assertThat(owners).containsExactly("layer/forward_gru", "layer/backward_gru");
  }

  /** Inner penalties come first, forward and backward; all are divided by the batch. */
  @Test
  void penaltiesOnOutputsOfTheLayersAndOfTheWholeAreAdded() {
    Bidirectional config =
        Bidirectional.of(GRU.of(UNITS).activityRegularizer(L2.of(0.1)))
            .mergeMode(MergeMode.NONE)
            .activityRegularizer(L2.of(0.01));
    Layer layer = build(config);
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.inference(tape);
      List<Sequence> results = layer.call(context, List.of(Sequence.of(tape.constant(x), STEPS)));
      List<Double> expected = new ArrayList<>();
      for (double factor : new double[] {0.1, 0.01}) {
        for (Sequence result : results) {
          double sum = 0;
          for (double value : result.values().value().data) {
            sum += value * value;
          }
          expected.add(factor * sum / BATCH);
        }
      }
      List<Double> actual = context.losses().stream().map(Variable::scalar).toList();
      assertThat(actual).hasSize(4);
      for (int i = 0; i < 4; i++) {
        assertThat(actual.get(i)).isCloseTo(expected.get(i), within(ROUNDING));
      }
    }
  }

  @Test
  void layersReturningSequencesGiveZerosForMaskedSteps() {
    GRU held = GRU.of(UNITS).zeroOutputForMask(true);
    for (boolean sequences : List.of(true, false)) {
      Bidirectional config = Bidirectional.of(held.returnSequences(sequences));
      assertThat(((GRU) config.forwardLayer()).zeroOutputForMask()).isEqualTo(sequences);
      assertThat(((GRU) config.backwardLayer()).zeroOutputForMask()).isEqualTo(sequences);
    }
  }

  @ParameterizedTest
  @CsvSource({
    ",forward_gru,backward_gru",
    "memory,forward_memory,backward_memory",
    "forward_x,forward_x,backward_forward_x",
    "backward_x,forward_backward_x,backward_x"
  })
  void namesAreThoseOfKeras(String name, String forward, String backward) {
    GRU gru = GRU.of(UNITS);
    Bidirectional config = Bidirectional.of(name == null ? gru : gru.name(name));
    assertThat(config.forwardLayer().options().get(GRU.NAME)).contains(forward);
    assertThat(config.backwardLayer().options().get(GRU.NAME)).contains(backward);
    assertThat(((GRU) config.backwardLayer()).goBackwards()).isTrue();
    assertThat(((GRU) config.forwardLayer()).goBackwards()).isFalse();
  }
}
