package dev.rewind.layers.rnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Option;
import dev.rewind.layers.ActivityOptions;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a GRU, an LSTM and a SimpleRNN owe alike as layers: their options, shapes and weights.
 * Implemented by the contract test of the layer. What they do with time is in {@link
 * RecurrenceContract}.
 *
 * @param <L> the type of the layer
 */
interface RecurrentLayerContract<
        L extends LayerConfig & RecurrentOptions<L> & RecurrentCellOptions<L> & ActivityOptions<L>>
    extends LayerContract {

  /** {@return the layer with Keras' defaults} */
  L of(int units);

  /** {@return 5 units, every option changed, so that the bias is one row of its initializer} */
  @Override
  L changed();

  /** {@return the description of the cell that a layer makes} */
  CellConfig cellOf(L layer);

  /** {@return the keys that the cell has too} */
  List<String> cellKeys();

  /** {@return the keys that Keras writes only if the value is not the default, or never} */
  List<String> quietKeys();

  @Override
  default L plain() {
    return of(2);
  }

  @Override
  default List<String> keys() {
    return ChangedOptions.join(
        ChangedOptions.join(cellKeys(), "activity_regularizer"),
        ChangedOptions.LAYER_KEYS.toArray(String[]::new));
  }

  @Override
  default boolean takesVectors() {
    return false;
  }

  @Override
  default Optional<Mask> maskOfResult() {
    return Optional.empty();
  }

  @Override
  default L differentiated() {
    return plain()
        .returnSequences(true)
        .goBackwards(true)
        .zeroOutputForMask(true)
        .activation(Activations.SOFTSIGN);
  }

  @Test
  default void configurationHasTheKeysThatKerasWrites() {
    List<String> written = keys().stream().filter(key -> !quietKeys().contains(key)).toList();
    assertThat(keys()).containsAll(quietKeys());
    assertThat(plain().getConfig()).containsOnlyKeys(written);
  }

  @Test
  default void sequencesKeepTheirLengthAndLastOutputsHaveNone() {
    DataShape input = DataShape.sequence(7, 3);
    assertThat(plain().outputShape(input)).isEqualTo(DataShape.vectors(2));
    L all = plain().returnSequences(true);
    assertThat(all.outputShape(input)).isEqualTo(DataShape.sequence(7, 2));
    assertThat(all.outputShape(DataShape.sequence(3))).isEqualTo(DataShape.sequence(2));
    assertThatThrownBy(() -> plain().outputShape(DataShape.vectors(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            plain().className()
                + ": input (None, 3) has no time axis; expected (batch, timesteps, features)."
                + " Give it sequences: DataShape.sequence(…),"
                + " or let the layer before it return them.");
  }

  @Test
  default void recordedConfigurationIsReadByItsName() {
    Map<String, Object> recorded =
        Map.of(
            "class_name", changed().className(),
            "config", changed().getConfig(),
            "module", "keras.layers");
    assertThat(KerasLayers.REGISTRY.read(recorded)).isEqualTo(changed());
    Map<String, Object> excerpt = Map.of("units", 3, "activation", "relu", "dropout", 0.3);
    assertThat(
            KerasLayers.REGISTRY.read(
                Map.of("class_name", changed().className(), "config", excerpt)))
        .isEqualTo(of(3).activation(Activations.RELU).dropout(0.3));
  }

  @Test
  default void everyOptionOfALayerReachesItsCell() {
    CellConfig cell = cellOf(changed());
    assertThat(cell.options().declared())
        .extracting(Option::key)
        .containsAll(cellKeys())
        .contains("name", "trainable", "dtype");
    for (Option<?> option : cell.options().declared()) {
      assertThat((Object) cell.options().get(option))
          .as(option.key())
          .isEqualTo(changed().options().get(option));
    }
  }

  @Test
  default void optionsReachTheirWeights() {
    List<Weight> weights =
        changed()
            .useBias(true)
            .build("memory", DataShape.sequence(4, 3), RandomSource.of(1))
            .weights();
    Weight kernel = weights.get(0);
    assertThat(kernel.parameter().value().data).containsOnly(0.5);
    assertThat(kernel.regularizer()).contains(L2.of(0.01));
    assertThat(kernel.constraint()).contains(MaxNorm.of(2));
    Weight recurrentKernel = weights.get(1);
    assertThat(recurrentKernel.parameter().value().get(4, 4)).isEqualTo(1);
    assertThat(recurrentKernel.parameter().value().get(4, 3)).isEqualTo(0);
    assertThat(recurrentKernel.regularizer()).contains(L1.of(0.02));
    assertThat(recurrentKernel.constraint()).contains(UnitNorm.of());
    Weight bias = weights.get(2);
    int columns = kernel.parameter().shape().columns();
    assertThat(bias.parameter()).hasToString("memory/bias[1, " + columns + "]");
    assertThat(bias.shape().rank()).isEqualTo(1);
    assertThat(bias.parameter().value().data).containsOnly(1);
    assertThat(bias.regularizer()).contains(L1L2.of(0.1, 0.2));
    assertThat(bias.constraint()).contains(NonNeg.of());
    assertThat(weights).noneMatch(Weight::trainable);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.7, Double.NaN})
  default void inputDropoutOutOfRangeIsRefusedWhenSet(double rate) {
    assertThatThrownBy(() -> plain().dropout(rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(plain().className() + ": dropout must be in [0, 1], got " + rate + ".");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.7, Double.NaN})
  default void recurrentDropoutOutOfRangeIsRefusedWhenSet(double rate) {
    assertThatThrownBy(() -> plain().recurrentDropout(rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            plain().className() + ": recurrentDropout must be in [0, 1], got " + rate + ".");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  default void unitsOutOfRangeAreRefusedWhenSet(int units) {
    assertThatThrownBy(() -> of(units))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(plain().className() + ": units must be positive, got " + units + ".");
  }
}
