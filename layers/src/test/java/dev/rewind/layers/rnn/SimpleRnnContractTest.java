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
import dev.rewind.layers.regularizers.L1L2;
import dev.rewind.layers.regularizers.L2;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the SimpleRNN owes as a layer. Its equation and its masks are in {@link SimpleRnnTest}. */
class SimpleRnnContractTest implements LayerContract {
  @Override
  public SimpleRNN plain() {
    return SimpleRNN.of(2);
  }

  @Override
  public SimpleRNN changed() {
    return ChangedOptions.layer(ChangedOptions.cell(SimpleRNN.of(5)))
        .activityRegularizer(L2.of(0.3));
  }

  @Override
  public List<String> keys() {
    return ChangedOptions.join(
        ChangedOptions.join(ChangedOptions.CELL_KEYS, "activity_regularizer"),
        ChangedOptions.LAYER_KEYS.toArray(String[]::new));
  }

  @Override
  public List<String> weights() {
    return List.of("layer/kernel[3, 2]", "layer/recurrent_kernel[2, 2]", "layer/bias[1, 2]");
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
        .activation(Activations.SOFTSIGN);
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
            "use_bias",
            "kernel_initializer",
            "recurrent_initializer",
            "bias_initializer",
            "kernel_regularizer",
            "recurrent_regularizer",
            "bias_regularizer",
            "activity_regularizer",
            "kernel_constraint",
            "recurrent_constraint",
            "bias_constraint",
            "dropout",
            "recurrent_dropout");
    assertThat(plain().seed(7).getConfig()).as("not lost").containsEntry("seed", 7);
  }

  @Test
  void recordedConfigurationIsReadByItsName() {
    Map<String, Object> excerpt = Map.of("units", 3, "activation", "relu", "dropout", 0.3);
    assertThat(KerasLayers.REGISTRY.read(Map.of("class_name", "SimpleRNN", "config", excerpt)))
        .isEqualTo(SimpleRNN.of(3).activation(Activations.RELU).dropout(0.3));
  }

  @Test
  void everyOptionOfALayerReachesItsCell() {
    SimpleRNNCell cell = SimpleRNNCell.ofLayer(changed().options());
    for (var option : RecurrentCellOptions.RECURRENT_CELL) {
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
    assertThat(weights.get(1).parameter().value().get(4, 4)).isEqualTo(1);
    assertThat(weights.get(1).parameter().value().get(4, 3)).isEqualTo(0);
    assertThat(weights.get(2).parameter().value().data).containsOnly(1);
    assertThat(weights.get(2).shape().rank()).isEqualTo(1);
    assertThat(weights.get(2).regularizer()).contains(L1L2.of(0.1, 0.2));
    assertThat(weights.get(2).constraint()).contains(NonNeg.of());
  }
}
