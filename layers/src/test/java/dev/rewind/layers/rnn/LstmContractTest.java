package dev.rewind.layers.rnn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Weight;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.constraints.NonNeg;
import dev.rewind.layers.initializers.Constant;
import dev.rewind.layers.initializers.RandomNormal;
import dev.rewind.layers.regularizers.L1L2;
import dev.rewind.layers.regularizers.L2;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the LSTM owes as a layer. Its equations and its masks are in {@link LstmTest}. */
class LstmContractTest implements GatedLayerContract<LSTM> {
  /** The keys that the cell has too. */
  static final List<String> CELL_KEYS =
      ChangedOptions.join(ChangedOptions.GATED_CELL_KEYS, "unit_forget_bias");

  /** Changes every option that layer and cell share. */
  static <S extends LSTMCellOptions<S>> S changeCell(S config) {
    return ChangedOptions.gatedCell(config).unitForgetBias(false);
  }

  @Override
  public LSTM of(int units) {
    return LSTM.of(units);
  }

  @Override
  public LSTM changed() {
    return ChangedOptions.layer(changeCell(LSTM.of(5)))
        .useCudnn(false)
        .activityRegularizer(L2.of(0.3));
  }

  @Override
  public LSTMCell cellOf(LSTM layer) {
    return LSTMCell.ofLayer(layer.options());
  }

  @Override
  public List<String> cellKeys() {
    return CELL_KEYS;
  }

  @Override
  public List<String> weights() {
    return List.of("layer/kernel[3, 8]", "layer/recurrent_kernel[2, 8]", "layer/bias[1, 8]");
  }

  @Test
  void defaultsAreWrittenAsInKeras() {
    assertThat(plain().getConfig())
        .containsEntry("activation", "tanh")
        .containsEntry("recurrent_activation", "sigmoid")
        .containsEntry("unit_forget_bias", true)
        .containsEntry("seed", Optional.empty());
  }

  @Test
  void recordedOptionsOfItsOwnAreRead() {
    Map<String, Object> excerpt =
        Map.of("units", 3, "recurrent_activation", "linear", "unit_forget_bias", true);
    assertThat(KerasLayers.REGISTRY.read(Map.of("class_name", "LSTM", "config", excerpt)))
        .isEqualTo(LSTM.of(3).recurrentActivation(Activations.LINEAR));
  }

  private static Weight bias(LSTM config) {
    return config.build("lstm", DataShape.sequence(4, 3), RandomSource.of(1)).weights().get(2);
  }

  @Test
  void forgetGateStartsAtOneWhateverTheBiasInitializer() {
    assertThat(bias(plain()).parameter().value().data).containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
    LSTM half = plain().biasInitializer(Constant.of(0.5));
    assertThat(bias(half).parameter().value().data)
        .containsExactly(0.5, 0.5, 1, 1, 0.5, 0.5, 0.5, 0.5);
    assertThat(bias(half.unitForgetBias(false)).parameter().value().data).containsOnly(0.5);
  }

  @Test
  void biasInitializerIsAskedForEachPartAsInKeras() {
    RandomNormal own = RandomNormal.of().seed(1);
    double[] seeded = bias(plain().biasInitializer(own)).parameter().value().data;
    assertThat(seeded[4]).as("the seed begins anew").isEqualTo(seeded[0]).isNotZero();
    assertThat(seeded[5]).isEqualTo(seeded[1]).isNotEqualTo(seeded[0]);
    assertThat(seeded[6]).as("c and o are one part").isNotEqualTo(seeded[0]);
    double[] drawn = bias(plain().biasInitializer(RandomNormal.of())).parameter().value().data;
    assertThat(drawn[4]).isNotEqualTo(drawn[0]).isNotZero();
  }

  @Test
  void rulesReachTheBiasWithAndWithoutUnitForgetBias() {
    for (boolean unitForgetBias : List.of(true, false)) {
      Weight bias = bias(changed().useBias(true).unitForgetBias(unitForgetBias));
      assertThat(bias.parameter()).hasToString("lstm/bias[1, 20]");
      assertThat(bias.shape().rank()).isEqualTo(1);
      assertThat(bias.regularizer()).contains(L1L2.of(0.1, 0.2));
      assertThat(bias.constraint()).contains(NonNeg.of());
      assertThat(bias.trainable()).isFalse();
    }
  }
}
