package dev.rewind.layers.rnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.LayerContract;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Weight;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.constraints.MaxNorm;
import dev.rewind.layers.constraints.NonNeg;
import dev.rewind.layers.constraints.UnitNorm;
import dev.rewind.layers.regularizers.L1;
import dev.rewind.layers.regularizers.L1L2;
import dev.rewind.layers.regularizers.L2;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the GRU owes as a layer. Its equations and its masks are in {@link GruTest}. */
class GruContractTest implements LayerContract {
  /** The keys that the cell has too. */
  static final List<String> CELL_KEYS =
      ChangedOptions.join(ChangedOptions.GATED_CELL_KEYS, "reset_after");

  /** Changes every option that layer and cell share. */
  static <S extends GRUCellOptions<S>> S changeCell(S config) {
    return ChangedOptions.gatedCell(config).resetAfter(false);
  }

  @Override
  public GRU plain() {
    return GRU.of(2);
  }

  @Override
  public GRU changed() {
    return ChangedOptions.layer(changeCell(GRU.of(5)))
        .useCudnn(false)
        .activityRegularizer(L2.of(0.3));
  }

  @Override
  public List<String> keys() {
    return ChangedOptions.join(
        ChangedOptions.join(CELL_KEYS, "use_cudnn", "activity_regularizer"),
        ChangedOptions.LAYER_KEYS.toArray(String[]::new));
  }

  @Override
  public List<String> weights() {
    return List.of("layer/kernel[3, 6]", "layer/recurrent_kernel[2, 6]", "layer/bias[2, 6]");
  }

  @Override
  public boolean takesVectors() {
    return false;
  }

  @Override
  public Optional<Mask> maskOfResult() {
    return Optional.empty();
  }

  @Override
  public LayerConfig differentiated() {
    return plain()
        .returnSequences(true)
        .goBackwards(true)
        .zeroOutputForMask(true)
        .activation(Activations.SOFTSIGN)
        .recurrentActivation(Activations.TANH);
  }

  @Test
  void sequencesKeepTheirLengthAndLastOutputsHaveNone() {
    DataShape input = DataShape.sequence(7, 3);
    assertThat(plain().outputShape(input)).isEqualTo(DataShape.vectors(2));
    assertThat(plain().returnSequences(true).outputShape(input))
        .isEqualTo(DataShape.sequence(7, 2));
    assertThat(plain().returnSequences(true).outputShape(DataShape.sequence(3)))
        .isEqualTo(DataShape.sequence(2));
    assertThatThrownBy(() -> plain().outputShape(DataShape.vectors(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "GRU: input (None, 3) has no time axis; expected (batch, timesteps, features)."
                + " Give it sequences: DataShape.sequence(…),"
                + " or let the layer before it return them.");
  }

  @Test
  void everyOptionOfALayerReachesItsCell() {
    GRUCell cell = GRUCell.ofLayer(KerasProfile.KERAS_3, changed().options());
    for (var option : GRUCellOptions.GRU_CELL) {
      assertThat((Object) cell.options().get(option))
          .as(option.key())
          .isEqualTo(changed().options().get(option));
    }
    assertThat(cell.trainable()).isFalse();
  }

  @Test
  void optionsReachTheirWeights() {
    List<Weight> weights =
        changed()
            .useBias(true)
            .build("memory", DataShape.sequence(4, 3), RandomSource.of(1))
            .weights();
    assertThat(weights.get(0).parameter().value().data).containsOnly(0.5);
    assertThat(weights.get(0).regularizer()).contains(L2.of(0.01));
    assertThat(weights.get(0).constraint()).contains(MaxNorm.of(2));
    assertThat(weights.get(1).parameter().value().get(4, 4)).isEqualTo(1);
    assertThat(weights.get(1).parameter().value().get(4, 5)).isEqualTo(0);
    assertThat(weights.get(1).regularizer()).contains(L1.of(0.02));
    assertThat(weights.get(1).constraint()).contains(UnitNorm.of());
    assertThat(weights.get(2).parameter()).hasToString("memory/bias[1, 15]");
    assertThat(weights.get(2).shape().rank()).as("without resetAfter a vector").isEqualTo(1);
    assertThat(weights.get(2).parameter().value().data).containsOnly(1);
    assertThat(weights.get(2).regularizer()).contains(L1L2.of(0.1, 0.2));
    assertThat(weights.get(2).constraint()).contains(NonNeg.of());
  }

  @Test
  void recurrentDropoutMakesTheImplementationOne() {
    assertThat(plain().effectiveImplementation()).isEqualTo(2);
    assertThat(plain().implementation(1).seed(7).effectiveImplementation()).isEqualTo(1);
    GRU dropping = plain().recurrentDropout(0.1);
    assertThat(dropping.effectiveImplementation()).isEqualTo(1);
    assertThat(dropping.implementation()).as("as it was said").isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.7, Double.NaN})
  void inputDropoutOutOfRangeIsRefusedWhenSet(double rate) {
    assertThatThrownBy(() -> plain().dropout(rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GRU: dropout must be in [0, 1], got " + rate + ".");
  }
}
