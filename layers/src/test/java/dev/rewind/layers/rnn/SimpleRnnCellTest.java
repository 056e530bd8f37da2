package dev.rewind.layers.rnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.LayerContract;
import dev.rewind.layers.OptionsContract;
import dev.rewind.layers.Weight;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** The cell by itself: one step. */
class SimpleRnnCellTest implements OptionsContract<CellConfig> {
  private static final int BATCH = 2;
  private static final int FEATURES = 3;
  private static final int UNITS = 2;

  /** The same sums in another order. */
  private static final double ROUNDING = 1e-14;

  private final DMatrixRMaj x = LayerContract.gaussian(BATCH, FEATURES);
  private final DMatrixRMaj h = LayerContract.gaussian(BATCH, UNITS);

  @Override
  public SimpleRNNCell plain() {
    return SimpleRNNCell.of(UNITS);
  }

  @Override
  public SimpleRNNCell changed() {
    return ChangedOptions.cell(SimpleRNNCell.of(5)).name("step").trainable(false).dtype("float32");
  }

  @Override
  public List<String> keys() {
    return ChangedOptions.join(ChangedOptions.CELL_KEYS, "name", "trainable", "dtype");
  }

  private static DropoutRNNCell build(SimpleRNNCell config) {
    RandomSource random = RandomSource.of(5);
    DropoutRNNCell cell = config.build("cell", FEATURES, random);
    for (Weight weight : cell.weights()) {
      weight.parameter().update(w -> random.fillGaussian(0, 0.7, w));
    }
    return cell;
  }

  @Test
  void stepFollowsTheEquation() {
    RNNCell cell = build(plain());
    PlainSimpleRnn plain = new PlainSimpleRnn(SimpleRNN.of(UNITS), false, cell.weights());
    try (Tape tape = Tape.create()) {
      RNNCell.Step step =
          cell.begin(CallContext.inference(tape), BATCH)
              .step(tape.constant(x), List.of(tape.constant(h)));
      assertThat(step.states()).containsExactly(step.output());
      for (int b = 0; b < BATCH; b++) {
        List<double[]> start = List.of(PlainGru.rows(h)[b]);
        List<double[]> expected = plain.step(b, PlainGru.rows(x)[b], start);
        assertThat(PlainGru.rows(step.output().value())[b])
            .containsExactly(expected.get(0), within(ROUNDING));
      }
    }
  }

  @Test
  void gradientsAreRightInTrainingWithDropout() {
    RNNCell cell = build(plain().dropout(0.3).recurrentDropout(0.3));
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
  void configurationHasTheSeedThatTheLayersHasNot() {
    assertThat(plain().getConfig())
        .containsEntry("seed", Optional.empty())
        .doesNotContainKeys("recurrent_activation", "implementation");
    Map<String, Object> recorded =
        Map.of("class_name", "SimpleRNNCell", "config", Map.of("units", 2, "dropout", 0.5));
    assertThat(KerasLayers.CELLS.read(recorded)).isEqualTo(plain().dropout(0.5));
  }

  @Test
  void sizesFollowFromTheUnits() {
    RNNCell cell = build(SimpleRNNCell.of(5));
    assertThat(cell.name()).isEqualTo("cell");
    assertThat(cell.stateSizes()).containsExactly(5);
    assertThat(cell.outputSize()).isEqualTo(5);
    assertThat(SimpleRNNCell.of(5).stateSizes()).containsExactly(5);
    assertThat(SimpleRNNCell.of(5).outputSize()).isEqualTo(5);
  }

  @Test
  void weightsHaveKerasShapes() {
    assertThat(build(plain()).weights())
        .extracting(w -> w.parameter().toString())
        .containsExactly("cell/kernel[3, 2]", "cell/recurrent_kernel[2, 2]", "cell/bias[1, 2]");
    assertThat(build(plain().useBias(false)).weights()).hasSize(2);
  }

  @Test
  void unitsOutOfRangeAreRefusedWhenSet() {
    assertThatThrownBy(() -> SimpleRNNCell.of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("SimpleRNNCell: units must be positive, got 0.");
  }
}
