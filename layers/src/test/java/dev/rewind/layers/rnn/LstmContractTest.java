package dev.rewind.layers.rnn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.LayerContract;
import dev.rewind.layers.Mask;
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
class LstmContractTest implements LayerContract {
  /** The keys that the cell has too. */
  static final List<String> CELL_KEYS =
      ChangedOptions.join(ChangedOptions.GATED_CELL_KEYS, "unit_forget_bias");

  /** Changes every option that layer and cell share. */
  static <S extends LSTMCellOptions<S>> S changeCell(S config) {
    return ChangedOptions.gatedCell(config).unitForgetBias(false);
  }

  @Override
  public LSTM plain() {
    return LSTM.of(2);
  }

  @Override
  public LSTM changed() {
    return ChangedOptions.layer(changeCell(LSTM.of(5)))
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
    return List.of("layer/kernel[3, 8]", "layer/recurrent_kernel[2, 8]", "layer/bias[1, 8]");
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
  void configurationHasTheKeysThatKerasWrites() {
    assertThat(plain().getConfig())
        .containsOnlyKeys(
            "name",
            "trainable",
            "dtype",
            "return_sequences",
            "return_state",
            "go_backwards",
            "stateful",
            "unroll",
            "zero_output_for_mask",
            "units",
            "activation",
            "recurrent_activation",
            "use_bias",
            "kernel_initializer",
            "recurrent_initializer",
            "bias_initializer",
            "unit_forget_bias",
            "kernel_regularizer",
            "recurrent_regularizer",
            "bias_regularizer",
            "activity_regularizer",
            "kernel_constraint",
            "recurrent_constraint",
            "bias_constraint",
            "dropout",
            "recurrent_dropout",
            "seed")
        .containsEntry("activation", "tanh")
        .containsEntry("recurrent_activation", "sigmoid")
        .containsEntry("unit_forget_bias", true)
        .containsEntry("seed", Optional.empty());
  }

  @Test
  void recordedConfigurationIsReadByItsName() {
    Map<String, Object> recorded =
        Map.of("class_name", "LSTM", "config", changed().getConfig(), "module", "keras.layers");
    assertThat(KerasLayers.REGISTRY.read(recorded)).isEqualTo(changed());
    Map<String, Object> excerpt =
        Map.of("units", 3, "recurrent_activation", "linear", "unit_forget_bias", true);
    assertThat(KerasLayers.REGISTRY.read(Map.of("class_name", "LSTM", "config", excerpt)))
        .isEqualTo(LSTM.of(3).recurrentActivation(Activations.LINEAR));
  }

  @Test
  void everyOptionOfALayerReachesItsCell() {
    LSTMCell cell = LSTMCell.ofLayer(changed().options());
    for (var option : LSTMCellOptions.LSTM_CELL) {
      assertThat((Object) cell.options().get(option))
          .as(option.key())
          .isEqualTo(changed().options().get(option));
    }
    assertThat(cell.trainable()).isFalse();
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

  @Test
  void recurrentDropoutMakesTheImplementationOne() {
    assertThat(plain().effectiveImplementation()).isEqualTo(2);
    LSTM dropping = plain().recurrentDropout(0.1);
    assertThat(dropping.effectiveImplementation()).isEqualTo(1);
    assertThat(dropping.implementation()).as("as it was said").isEqualTo(2);
  }
}
