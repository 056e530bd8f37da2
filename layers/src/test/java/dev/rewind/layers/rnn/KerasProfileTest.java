package dev.rewind.layers.rnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.options.Registry;
import dev.rewind.layers.Dense;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.initializers.GlorotUniform;
import dev.rewind.layers.initializers.Ones;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The defaults of each Keras, and the words in which its configurations differ. */
class KerasProfileTest {

  @Test
  void defaultsAreThoseOfEachKeras() {
    assertThat(defaults(GRU.of(3))).isEqualTo("sigmoid true 2");
    assertThat(defaults(GRU.of(KerasProfile.TF_KERAS_V2, 3))).isEqualTo("sigmoid true 2");
    assertThat(defaults(GRU.of(KerasProfile.TF_KERAS_V1, 3)))
        .isEqualTo("legacy_hard_sigmoid false 1");
    assertThat(defaults(GRUCell.of(3))).isEqualTo("sigmoid true 2");
    assertThat(defaults(GRUCell.of(KerasProfile.TF_KERAS_V1, 3)))
        .isEqualTo("legacy_hard_sigmoid false 1");
  }

  private static String defaults(GRUCellOptions<?> config) {
    return config.recurrentActivation().name()
        + " "
        + config.resetAfter()
        + " "
        + config.implementation();
  }

  @Test
  void keysAreThoseThatEachKerasWrites() {
    assertThat(GRU.of(3).getConfig())
        .containsKeys("seed", "zero_output_for_mask", "activity_regularizer")
        .doesNotContainKeys("implementation", "time_major", "use_cudnn");
    for (KerasProfile profile :
        new KerasProfile[] {KerasProfile.TF_KERAS_V1, KerasProfile.TF_KERAS_V2}) {
      assertThat(GRU.of(profile, 3).getConfig())
          .containsKeys("implementation", "time_major", "activity_regularizer")
          .doesNotContainKeys("seed", "zero_output_for_mask", "use_cudnn")
          .containsEntry("dtype", "float64");
      assertThat(GRU.of(profile, 3).zeroOutputForMask(true).getConfig())
          .containsEntry("zero_output_for_mask", true);
    }
    assertThat(GRU.of(3).implementation(1).timeMajor(true).getConfig())
        .containsEntry("implementation", 1)
        .containsEntry("time_major", true);
  }

  @Test
  void hardSigmoidInATfConfigurationIsTheOldOne() {
    Map<String, Object> config = Map.of("units", 3, "recurrent_activation", "hard_sigmoid");
    GRU tf = GRU.of(KerasProfile.TF_KERAS_V2, 1).fromConfig(config);
    assertThat(tf.recurrentActivation()).isEqualTo(Activations.LEGACY_HARD_SIGMOID);
    assertThat(tf.getConfig()).containsEntry("recurrent_activation", "hard_sigmoid");
    GRU keras3 = GRU.of(1).fromConfig(config);
    assertThat(keras3.recurrentActivation()).isEqualTo(Activations.HARD_SIGMOID);
    GRUCell cell = GRUCell.of(KerasProfile.TF_KERAS_V1, 1).fromConfig(config);
    assertThat(cell.recurrentActivation()).isEqualTo(Activations.LEGACY_HARD_SIGMOID);
  }

  @Test
  void hardSigmoidOfKeras3IsRefusedInATfProfile() {
    assertThatThrownBy(
            () -> GRU.of(KerasProfile.TF_KERAS_V2, 3).activation(Activations.HARD_SIGMOID))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "GRU: activation is hard_sigmoid of Keras 3, which TF_KERAS_V2 does not have; expected"
                + " another. tf.keras' own is legacy_hard_sigmoid.");
  }

  @ParameterizedTest
  @EnumSource(KerasProfile.class)
  void configurationsOfAllProfilesReadBack(KerasProfile profile) {
    GRU gru =
        GRU.of(profile, 3)
            .activation(Activations.SILU)
            .implementation(1)
            .resetAfter(true)
            .stateful(true)
            .seed(5);
    assertThat(GRU.of(profile, 1).fromConfig(gru.getConfig())).isEqualTo(gru);
    GRUCell cell = GRUCell.of(profile, 3).activation(Activations.SILU).dropout(0.5);
    assertThat(GRUCell.of(profile, 1).fromConfig(cell.getConfig())).isEqualTo(cell);
  }

  @ParameterizedTest
  @EnumSource(KerasProfile.class)
  void registryOfAProfileReadsItsGruWhereverItStands(KerasProfile profile) {
    GRU gru = GRU.of(profile, 3).dropout(0.2);
    Registry<LayerConfig> registry = KerasLayers.of(profile);
    GRUCell cell = GRUCell.of(profile, 3);
    RNN stacked = RNN.of(StackedRNNCells.of(cell, cell.dropout(0.5)));
    for (LayerConfig layer :
        List.of(gru, Bidirectional.of(gru), RNN.of(cell), stacked, Dense.of(2))) {
      assertThat(registry.read(layer.toPlain())).isEqualTo(layer);
    }
    assertThatThrownBy(() -> registry.read(Map.of("class_name", "GRU", "config", Map.of())))
        .hasMessage("GRU: units is missing; it has no default.");
  }

  /** TensorFlow 1.15: {@code GlorotUniform().get_config()} is {seed, dtype}. */
  @Test
  void initializersOfTensorFlow1NameATypeOfNumbers() {
    Map<String, Object> glorot =
        Map.of("class_name", "GlorotUniform", "config", Map.of("seed", 3, "dtype", "float32"));
    Map<String, Object> config =
        Map.of("units", 3, "kernel_initializer", glorot, "bias_initializer", "ones");
    for (KerasProfile profile : List.of(KerasProfile.TF_KERAS_V1, KerasProfile.TF_KERAS_V2)) {
      assertThat(GRU.of(profile, 1).fromConfig(config))
          .isEqualTo(
              GRU.of(profile, 3)
                  .kernelInitializer(GlorotUniform.of().seed(3))
                  .biasInitializer(Ones.of()));
      assertThat(GRUCell.of(profile, 1).fromConfig(config).kernelInitializer())
          .isEqualTo(GlorotUniform.of().seed(3));
    }
    assertThatThrownBy(() -> GRU.of(1).fromConfig(config))
        .hasMessageContaining("GlorotUniform: unknown option dtype; known are ");
  }

  /** The others have but one form, in which the old function has a name of its own. */
  @Test
  void oldHardSigmoidIsReadAsWhatItIsInEveryLayer() {
    Registry<LayerConfig> tf = KerasLayers.of(KerasProfile.TF_KERAS_V1);
    Map<String, Object> lstm =
        Map.of("units", 3, "recurrent_activation", "hard_sigmoid", "batch_input_shape", List.of());
    LSTM expected = LSTM.of(3).recurrentActivation(Activations.LEGACY_HARD_SIGMOID);
    assertThat(tf.read(Map.of("class_name", "LSTM", "config", lstm))).isEqualTo(expected);
    Map<String, Object> inner = Map.of("class_name", "LSTM", "config", lstm);
    assertThat(tf.read(Map.of("class_name", "Bidirectional", "config", Map.of("layer", inner))))
        .isEqualTo(Bidirectional.of(expected));
    Map<String, Object> dense = Map.of("units", 2, "activation", "hard_sigmoid");
    assertThat(tf.read(Map.of("class_name", "Dense", "config", dense)))
        .isEqualTo(Dense.of(2).activation(Activations.LEGACY_HARD_SIGMOID));
    Map<String, Object> cells =
        Map.of("cells", List.of(Map.of("class_name", "LSTMCell", "config", lstm)));
    LSTMCell cell = LSTMCell.of(3).recurrentActivation(Activations.LEGACY_HARD_SIGMOID);
    Map<String, Object> stack = Map.of("class_name", "StackedRNNCells", "config", cells);
    assertThat(tf.read(Map.of("class_name", "RNN", "config", Map.of("cell", stack))))
        .isEqualTo(RNN.of(StackedRNNCells.of(cell)));
  }

  @ParameterizedTest
  @EnumSource(KerasProfile.class)
  void cellsOfAProfileAreReadByTheirRegistry(KerasProfile profile) {
    GRUCell cell = GRUCell.of(profile, 3).dropout(0.2);
    for (CellConfig config : List.of(cell, StackedRNNCells.of(cell, LSTMCell.of(2)))) {
      assertThat(KerasLayers.cells(profile).read(config.toPlain())).isEqualTo(config);
    }
  }

  /** Its hard_sigmoid means another function, and its defaults are others. */
  @ParameterizedTest
  @EnumSource(
      value = KerasProfile.class,
      names = {"TF_KERAS_V1", "TF_KERAS_V2"})
  void configurationOfTfKerasIsNotReadAsThatOfKeras3(KerasProfile profile) {
    GRU gru = GRU.of(profile, 3).zeroOutputForMask(true).implementation(1);
    String refusal =
        ": the configuration has implementation=1 and no seed, as tf.keras writes it; expected one"
            + " of Keras 3. Read it with the profile"
            + " KerasProfile.TF_KERAS_V2, or TF_KERAS_V1, by KerasLayers.of(profile) or, for a cell,"
            + " KerasLayers.cells(profile).";
    for (LayerConfig layer : List.of(gru, Bidirectional.of(gru))) {
      assertThatThrownBy(() -> KerasLayers.REGISTRY.read(layer.toPlain()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("GRU" + refusal);
    }
    GRUCell cell = GRUCell.of(profile, 3).implementation(1);
    assertThatThrownBy(() -> KerasLayers.CELLS.read(cell.toPlain()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GRUCell" + refusal);
  }

  /** Arguments may be any; what Keras 3 writes has a seed, whatever else is in it. */
  @Test
  void argumentsOfTfKerasAreReadAsThatOfKeras3() {
    Map<String, Object> arguments = new LinkedHashMap<>(GRU.of(3).getConfig());
    arguments.putAll(Map.of("time_major", true, "implementation", 1, "dtype", "float32"));
    GRU gru = GRU.of(3).timeMajor(true).implementation(1).dtype("float32");
    assertThat(GRU.of(1).fromConfig(arguments)).isEqualTo(gru);
    arguments.keySet().removeAll(List.of("seed", "dtype"));
    assertThat(GRU.of(1).fromConfig(arguments)).isEqualTo(gru.dtype("float64"));
  }

  @Test
  void shapeBesideTheOptionsOfAFirstLayerIsTheModelsAffair() {
    Map<String, Object> config =
        Map.of("units", 3, "batch_input_shape", List.of(Optional.empty(), 5, 2));
    assertThat(GRU.of(KerasProfile.TF_KERAS_V2, 1).fromConfig(config))
        .isEqualTo(GRU.of(KerasProfile.TF_KERAS_V2, 3));
    assertThatThrownBy(() -> GRU.of(1).fromConfig(config))
        .hasMessageStartingWith("GRU: unknown option batch_input_shape; known are");
  }

  @Test
  void profileIsSaidUnlessItIsThatOfKeras3() {
    assertThat(GRU.of(3)).hasToString("GRU(units=3)");
    assertThat(GRU.of(KerasProfile.TF_KERAS_V1, 3)).hasToString("GRU(units=3) of TF_KERAS_V1");
    assertThat(GRUCell.of(KerasProfile.TF_KERAS_V2, 3))
        .hasToString("GRUCell(units=3) of TF_KERAS_V2");
  }

  @Test
  void profileIsPartOfAGru() {
    assertThat(GRU.of(KerasProfile.TF_KERAS_V2, 3)).isNotEqualTo(GRU.of(3));
    assertThat(GRU.of(KerasProfile.TF_KERAS_V1, 3).returnState(true).profile())
        .isEqualTo(KerasProfile.TF_KERAS_V1);
    assertThatThrownBy(
            () -> new GRU(KerasProfile.TF_KERAS_V2, GRU.of(KerasProfile.TF_KERAS_V1, 3).options()))
        .hasMessage("GRU: got the options of GRU; expected options of GRU.");
  }
}
