package dev.rewind.layers.rnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DropoutSource.Kind;
import dev.rewind.layers.DropoutSource.Request;
import dev.rewind.layers.LayerContract;
import dev.rewind.layers.OptionsContract;
import dev.rewind.layers.Weight;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** The cell by itself: one step. */
class LstmCellTest implements OptionsContract<CellConfig> {
  private static final int BATCH = 2;
  private static final int FEATURES = 3;
  private static final int UNITS = 2;

  /** The same sums in another order. */
  private static final double ROUNDING = 1e-14;

  private final DMatrixRMaj x = LayerContract.gaussian(BATCH, FEATURES);
  private final DMatrixRMaj h = LayerContract.gaussian(BATCH, UNITS);
  private final DMatrixRMaj c = new DMatrixRMaj(new double[][] {{0.3, -0.8}, {1.1, 0.6}});

  @Override
  public LSTMCell plain() {
    return LSTMCell.of(UNITS);
  }

  @Override
  public LSTMCell changed() {
    return LstmContractTest.changeCell(LSTMCell.of(5))
        .name("step")
        .trainable(false)
        .dtype("float32");
  }

  @Override
  public List<String> keys() {
    return ChangedOptions.join(LstmContractTest.CELL_KEYS, "name", "trainable", "dtype");
  }

  private static DropoutRNNCell build(LSTMCell config) {
    RandomSource random = RandomSource.of(5);
    DropoutRNNCell cell = config.build("cell", FEATURES, random);
    for (Weight weight : cell.weights()) {
      weight.parameter().update(w -> random.fillGaussian(0, 0.7, w));
    }
    return cell;
  }

  @Test
  void stepFollowsTheEquations() {
    RNNCell cell = build(plain());
    PlainLstm plain = new PlainLstm(LSTM.of(UNITS), false, cell.weights());
    try (Tape tape = Tape.create()) {
      RNNCell.Step step =
          cell.begin(CallContext.inference(tape), BATCH)
              .step(tape.constant(x), List.of(tape.constant(h), tape.constant(c)));
      assertThat(step.states()).hasSize(2);
      assertThat(step.states().get(0)).isSameAs(step.output());
      for (int b = 0; b < BATCH; b++) {
        List<double[]> start = List.of(PlainGru.rows(h)[b], PlainGru.rows(c)[b]);
        List<double[]> expected = plain.step(b, PlainGru.rows(x)[b], start);
        for (int i = 0; i < 2; i++) {
          assertThat(PlainGru.rows(step.states().get(i).value())[b])
              .containsExactly(expected.get(i), within(ROUNDING));
        }
      }
    }
  }

  @Test
  void gradientsAreRightInTrainingWithDropout() {
    RNNCell cell = build(plain().dropout(0.3).recurrentDropout(0.3));
    GradientCheck.of(
            (tape, in, random) ->
                cell.begin(CallContext.training(tape, random), BATCH)
                    .step(in[0], List.of(in[1], in[2]))
                    .output())
        .inputs(x, h, c)
        .parameters(cell.weights().stream().map(Weight::parameter).toList())
        .run()
        .requirePassed();
  }

  @Test
  void masksAreAskedForByGate() {
    KnownMasks masks = new KnownMasks();
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, RandomSource.of(1)).withDropout(masks);
      build(plain().dropout(0.3).recurrentDropout(0.4)).begin(context, 7);
    }
    assertThat(masks.requests)
        .containsExactlyElementsOf(
            Stream.concat(
                    requests(Kind.INPUT, new Shape(7, FEATURES), 0.3),
                    requests(Kind.RECURRENT, new Shape(7, UNITS), 0.4))
                .toList());
  }

  private static Stream<Request> requests(Kind kind, Shape shape, double rate) {
    return Stream.of(0, 1, 2, 3).map(gate -> new Request("cell", kind, gate, shape, rate));
  }

  @Test
  void cellWithASeedDrawsFromItsOwnStream() {
    KnownMasks masks = new KnownMasks();
    try (Tape tape = Tape.create()) {
      CallContext context = CallContext.training(tape, RandomSource.of(1)).withDropout(masks);
      build(plain().dropout(0.3).seed(7)).begin(context, BATCH);
    }
    assertThat(masks.requests).hasSize(1).allMatch(request -> request.stream().isPresent());
  }

  @Test
  void configurationIsWrittenWithoutTheImplementationAsInKeras() {
    assertThat(plain().getConfig()).doesNotContainKey("implementation").containsKey("seed");
    Map<String, Object> recorded =
        Map.of("class_name", "LSTMCell", "config", Map.of("units", 2, "dropout", 0.5));
    assertThat(KerasLayers.CELLS.read(recorded)).isEqualTo(plain().dropout(0.5));
  }

  @Test
  void sizesFollowFromTheUnits() {
    RNNCell cell = build(LSTMCell.of(5));
    assertThat(cell.name()).isEqualTo("cell");
    assertThat(cell.stateSizes()).containsExactly(5, 5);
    assertThat(cell.outputSize()).isEqualTo(5);
    assertThat(LSTMCell.of(5).stateSizes()).containsExactly(5, 5);
    assertThat(LSTMCell.of(5).outputSize()).isEqualTo(5);
  }

  @Test
  void weightsHaveKerasShapes() {
    assertThat(build(plain()).weights())
        .extracting(w -> w.parameter().toString())
        .containsExactly("cell/kernel[3, 8]", "cell/recurrent_kernel[2, 8]", "cell/bias[1, 8]");
    assertThat(build(plain().useBias(false)).weights()).hasSize(2);
  }

  @Test
  void unitsOutOfRangeAreRefusedWhenSet() {
    assertThatThrownBy(() -> LSTMCell.of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("LSTMCell: units must be positive, got 0.");
  }
}
