package dev.rewind.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Embedding;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Masking;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.constraints.Constraints;
import dev.rewind.layers.constraints.MaxNorm;
import dev.rewind.layers.initializers.Constant;
import dev.rewind.layers.initializers.GlorotUniform;
import dev.rewind.layers.initializers.Initializers;
import dev.rewind.layers.initializers.RandomNormal;
import dev.rewind.layers.regularizers.L1L2;
import dev.rewind.layers.regularizers.Regularizers;
import dev.rewind.layers.rnn.Bidirectional;
import dev.rewind.layers.rnn.CellConfig;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.layers.rnn.GRUCell;
import dev.rewind.layers.rnn.KerasLayers;
import dev.rewind.layers.rnn.KerasProfile;
import dev.rewind.layers.rnn.RNN;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class KerasJsonTest {
  /**
   * Keras 3.15.1 with floatx float64, but for the name: {@code json.dumps(
   * keras.saving.serialize_keras_object(keras.layers.GRU(32, dropout=0.2,
   * kernel_regularizer=keras.regularizers.L1L2(1e-5, 0.0))))}.
   */
  private static final String GRU_OF_KERAS =
      """
      {"module": "keras.layers", "class_name": "GRU", "config": {"name": "gru", "trainable": true, \
      "dtype": {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float64"}, \
      "registered_name": null}, "return_sequences": false, "return_state": false, \
      "go_backwards": false, "stateful": false, "unroll": false, "zero_output_for_mask": false, \
      "units": 32, "activation": "tanh", "recurrent_activation": "sigmoid", "use_bias": true, \
      "kernel_initializer": {"module": "keras.initializers", "class_name": "GlorotUniform", \
      "config": {"seed": null, "input_axes": null, "output_axes": null}, "registered_name": null}, \
      "recurrent_initializer": {"module": "keras.initializers", "class_name": "Orthogonal", \
      "config": {"seed": null, "gain": 1.0}, "registered_name": null}, "bias_initializer": \
      {"module": "keras.initializers", "class_name": "Zeros", "config": {}, "registered_name": null}, \
      "kernel_regularizer": {"module": "keras.regularizers", "class_name": "L1L2", "config": \
      {"l1": 1e-05, "l2": 0.0}, "registered_name": null}, "recurrent_regularizer": null, \
      "bias_regularizer": null, "activity_regularizer": null, "kernel_constraint": null, \
      "recurrent_constraint": null, "bias_constraint": null, "dropout": 0.2, \
      "recurrent_dropout": 0.0, "reset_after": true, "seed": null}, "registered_name": null}""";

  private static GRU gru() {
    return GRU.of(32).name("gru").dropout(0.2).kernelRegularizer(L1L2.of(1e-5, 0));
  }

  static List<LayerConfig> layers() {
    return List.of(
        gru(),
        GRU.of(3)
            .name("all")
            .trainable(false)
            .dtype("float32")
            .returnSequences(true)
            .returnState(true)
            .goBackwards(true)
            .stateful(true)
            .zeroOutputForMask(true)
            .activation(Activations.RELU)
            .useBias(false)
            .kernelInitializer(RandomNormal.of().stddev(0.1).seed(1L << 40))
            .recurrentRegularizer(L1L2.of(0.1, 0.2))
            .recurrentConstraint(MaxNorm.of(3))
            .recurrentDropout(0.25)
            .implementation(1)
            .resetAfter(false)
            .seed(7),
        Dense.of(4).activation(Activations.SOFTMAX).biasInitializer(Constant.of(1)),
        Embedding.of(100, 8).maskZero(true),
        Masking.of().maskValue(-1),
        RNN.of(GRUCell.of(5).name("cell")).name("rnn"));
  }

  @Test
  void textSaysWhatThatOfKerasSays() {
    assertThat(Json.read("Rewind", KerasJson.write(gru())))
        .isEqualTo(Json.read("Keras", GRU_OF_KERAS));
  }

  @Test
  void textOfKerasIsRead() {
    assertThat(KerasJson.readLayer(GRU_OF_KERAS)).isEqualTo(gru());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void whatIsWrittenReadsBack(LayerConfig layer) {
    assertThat(KerasJson.readLayer(KerasJson.write(layer))).isEqualTo(layer);
  }

  @Test
  void layerWithoutANameStaysWithoutOne() {
    String text = KerasJson.write(Dense.of(2));

    assertThat(text).contains("\"name\": null");
    assertThat(KerasJson.readLayer(text)).isEqualTo(Dense.of(2));
  }

  @ParameterizedTest
  @EnumSource(KerasProfile.class)
  void gruIsReadAsThatOfItsKeras(KerasProfile profile) {
    GRU gru = GRU.of(profile, 3).name("gru").dropout(0.2);
    for (LayerConfig layer : List.of(gru, Bidirectional.of(gru), Dense.of(2))) {
      assertThat(KerasJson.readLayer(KerasJson.write(layer), profile)).isEqualTo(layer);
    }
  }

  /** Its hard_sigmoid is another function than that of Keras 3. */
  @Test
  void gruOfTfKerasIsNotReadAsThatOfKeras3() {
    String text = KerasJson.write(GRU.of(KerasProfile.TF_KERAS_V1, 3));
    assertThat(text).contains("\"recurrent_activation\": \"hard_sigmoid\"");

    assertThatThrownBy(() -> KerasJson.readLayer(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "GRU: the configuration has implementation=1 and no seed, as tf.keras writes it;"
                + " expected one of Keras 3. Read it with the profile"
                + " KerasProfile.TF_KERAS_V2, or TF_KERAS_V1, by KerasLayers.of(profile) or, for a"
                + " cell, KerasLayers.cells(profile).");
  }

  @Test
  void configurationAloneIsReadByAPrototype() {
    String config = Json.write(gru().getConfig());
    assertThat(KerasJson.readConfig(config, GRU.of(1))).isEqualTo(gru());
    GRUCell cell = GRUCell.of(KerasProfile.TF_KERAS_V1, 3).useBias(false);
    CellConfig read = KerasJson.readConfig(Json.write(cell.getConfig()), cell.useBias(true));
    assertThat(read).isEqualTo(cell);

    assertThatThrownBy(() -> KerasJson.readLayer(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "KerasJson: the text is an object without class_name (name, trainable, dtype, …);"
                + " expected class_name and config. Read what get_config gives with"
                + " readConfig(text, prototype).");
    assertThatThrownBy(() -> KerasJson.readLayer("{\"units\": 3}"))
        .hasMessageContaining("without class_name (units); expected");
  }

  @Test
  void whatIsNoConfigurationAloneIsRefused() {
    String end =
        "; expected a configuration of GRU alone, as get_config gives it. Read what names its class"
            + " with readLayer(text) or read(text, registry).";
    assertThatThrownBy(() -> KerasJson.readConfig("[3]", GRU.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("KerasJson: the text is [3]" + end);
    assertThatThrownBy(() -> KerasJson.readConfig(GRU_OF_KERAS, GRU.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("KerasJson: the text is an object with class_name" + end);
    assertThatThrownBy(() -> KerasJson.readConfig("{\"colour\": 3}", GRU.of(1)))
        .hasMessageStartingWith("GRU: unknown option colour; known are ");
  }

  @Test
  void cellsAndTheRulesOfWeightsAreReadByTheirRegistries() {
    GRUCell cell = GRUCell.of(3).recurrentDropout(0.5);
    assertThat(KerasJson.readCell(KerasJson.write(cell))).isEqualTo(cell);
    GlorotUniform glorot = GlorotUniform.of().seed(3);
    assertThat(KerasJson.read(KerasJson.write(glorot), Initializers.REGISTRY)).isEqualTo(glorot);
    assertThat(KerasJson.read("\"glorot_uniform\"", Initializers.REGISTRY))
        .isEqualTo(GlorotUniform.of());
    L1L2 penalty = L1L2.of(0.5, 0.25);
    assertThat(KerasJson.read(KerasJson.write(penalty), Regularizers.REGISTRY)).isEqualTo(penalty);
    MaxNorm norm = MaxNorm.of(2);
    assertThat(KerasJson.read(KerasJson.write(norm), Constraints.REGISTRY)).isEqualTo(norm);
  }

  @Test
  void whatKerasWritesBesideAConfigurationIsNotLookedAt() {
    String text =
        """
        {"module": "keras.layers", "class_name": "Dense", "config": {"units": 2},
         "registered_name": "Dense", "build_config": {"input_shape": [null, 4]},
         "compile_config": {"loss": "mse"}}
        """;

    assertThat(KerasJson.readLayer(text)).isEqualTo(Dense.of(2));
  }

  @Test
  void wholeNumbersAndOthersKeepTheirForm() {
    String text = KerasJson.write(Constant.of(1).value(2));

    assertThat(text).contains("\"value\": 2.0");
    assertThat(KerasJson.write(Dense.of(2))).contains("\"units\": 2,");
    assertThat(KerasJson.write(GRU.of(2).seed(1L << 40))).contains("\"seed\": 1099511627776,");
  }

  @Test
  void unknownKeyIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(
            () -> KerasJson.readLayer("{\"class_name\": \"Masking\", \"config\": {\"colour\": 1}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Masking: unknown option colour; known are name, trainable, dtype");
  }

  @Test
  void unknownClassesAreRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> KerasJson.readLayer("{\"class_name\": \"Lambda\", \"config\": {}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("layer: unknown name Lambda; known are Activation, ");
    String nested =
        """
        {"class_name": "Dense", "config": {"units": 2, "kernel_initializer":
         {"class_name": "Mine", "config": {}}}}
        """;
    assertThatThrownBy(() -> KerasJson.readLayer(nested))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "Dense: kernel_initializer is {class_name=Mine, config={}}; expected one of ");
  }

  /** A layer of the user's own, which Keras does not have. */
  private record Doubling(Options options) implements LayerConfig {
    private static final Option<Integer> TIMES = Option.of("times", Codecs.INTEGER, 1);

    static Doubling of() {
      return new Doubling(Options.of("Doubling", TIMES));
    }

    @Override
    public Doubling with(Options newOptions) {
      return new Doubling(newOptions);
    }

    @Override
    public DataShape outputShape(DataShape input) {
      return input;
    }

    @Override
    public Layer build(String name, DataShape input, RandomSource random) {
      throw new UnsupportedOperationException("only described");
    }
  }

  @Test
  void layerOfOnesOwnIsReadFromARegistryThatHasIt() {
    LayerConfig own = Doubling.of().with(Doubling.of().options().with(Doubling.TIMES, 3));
    String text = KerasJson.write(own);

    assertThat(KerasJson.read(text, KerasLayers.REGISTRY.with(Doubling.of()))).isEqualTo(own);
    assertThatThrownBy(() -> KerasJson.readLayer(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("layer: unknown name Doubling; known are ");
  }
}
