package dev.rewind.layers.rnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DropoutSource;
import dev.rewind.layers.LayerContract;
import dev.rewind.layers.OptionsContract;
import dev.rewind.layers.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cell by itself: one step. */
class GruCellTest implements OptionsContract<CellConfig> {
  private static final int BATCH = 2;
  private static final int FEATURES = 3;
  private static final int UNITS = 2;

  /** The same sums in another order. */
  private static final double ROUNDING = 1e-14;

  private final DMatrixRMaj x = LayerContract.gaussian(BATCH, FEATURES);
  private final DMatrixRMaj h = LayerContract.gaussian(UNITS, BATCH);

  @Override
  public GRUCell plain() {
    return GRUCell.of(UNITS);
  }

  @Override
  public GRUCell changed() {
    return GruContractTest.changeCell(GRUCell.of(5)).name("step").trainable(false).dtype("float32");
  }

  @Override
  public List<String> keys() {
    return Stream.concat(
            Stream.of("name", "trainable", "dtype"), GruContractTest.CELL_KEYS.stream())
        .toList();
  }

  private static RNNCell build(GRUCell config) {
    RandomSource random = RandomSource.of(5);
    RNNCell cell = config.build("cell", FEATURES, random);
    for (Weight weight : cell.weights()) {
      weight.parameter().update(w -> random.fillGaussian(0, 0.7, w));
    }
    return cell;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void stepFollowsTheEquations(boolean resetAfter) {
    RNNCell cell = build(plain().resetAfter(resetAfter));
    List<DMatrixRMaj> w = cell.weights().stream().map(v -> v.parameter().value()).toList();
    PlainGru plain = PlainGru.of(w.get(0), w.get(1), w.get(2), resetAfter);
    try (Tape tape = Tape.create()) {
      RNNCell.Step step =
          cell.begin(CallContext.inference(tape), BATCH)
              .step(tape.constant(x), List.of(tape.constant(h)));
      for (int b = 0; b < BATCH; b++) {
        double[] expected = plain.step(PlainGru.rows(x)[b], PlainGru.rows(h)[b]);
        assertThat(PlainGru.rows(step.output().value())[b])
            .containsExactly(expected, within(ROUNDING));
      }
      assertThat(step.states()).containsExactly(step.output());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gradientsAreRightInTrainingWithDropout(boolean resetAfter) {
    RNNCell cell = build(plain().resetAfter(resetAfter).dropout(0.3).recurrentDropout(0.3));
    GradientCheck.of(
            (tape, in, random) ->
                cell.begin(CallContext.training(tape, random), BATCH)
                    .step(in[0], List.of(in[1]))
                    .output())
        .inputs(x, h)
        .parameters(cell.weights().stream().map(Weight::parameter).toList())
        .run()
        .requirePassed();
  }

  @Test
  void masksAreAskedForByGate() {
    List<DropoutSource.Request> requests = new ArrayList<>();
    RNNCell cell = build(plain().dropout(0.3).recurrentDropout(0.4));
    try (Tape tape = Tape.create()) {
      CallContext context =
          CallContext.training(tape, RandomSource.of(1))
              .withDropout(
                  request -> {
                    requests.add(request);
                    return new DMatrixRMaj(request.shape().rows(), request.shape().columns());
                  });
      cell.begin(context, 7);
    }
    assertThat(requests)
        .containsExactlyElementsOf(
            Stream.concat(
                    requests(DropoutSource.Kind.INPUT, new Shape(7, FEATURES), 0.3),
                    requests(DropoutSource.Kind.RECURRENT, new Shape(7, UNITS), 0.4))
                .toList());
  }

  private static Stream<DropoutSource.Request> requests(
      DropoutSource.Kind kind, Shape shape, double rate) {
    return Stream.of(0, 1, 2)
        .map(gate -> new DropoutSource.Request("cell", kind, gate, shape, rate));
  }

  @Test
  void sizesFollowFromTheUnits() {
    RNNCell cell = build(GRUCell.of(5));
    assertThat(cell.name()).isEqualTo("cell");
    assertThat(cell.stateSizes()).containsExactly(5);
    assertThat(cell.outputSize()).isEqualTo(5);
    assertThat(GRUCell.of(5).outputSize()).isEqualTo(5);
  }

  @Test
  void weightsHaveKerasShapes() {
    assertThat(build(plain()).weights())
        .extracting(w -> w.parameter().toString())
        .containsExactly("cell/kernel[3, 6]", "cell/recurrent_kernel[2, 6]", "cell/bias[2, 6]");
    assertThat(build(plain().resetAfter(false)).weights())
        .extracting(w -> w.parameter().toString())
        .containsExactly("cell/kernel[3, 6]", "cell/recurrent_kernel[2, 6]", "cell/bias[1, 6]");
    assertThat(build(plain().useBias(false)).weights()).hasSize(2);
  }

  @Test
  void unitsOutOfRangeAreRefusedWhenSet() {
    assertThatThrownBy(() -> GRUCell.of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GRUCell: units must be positive, got 0.");
  }
}
