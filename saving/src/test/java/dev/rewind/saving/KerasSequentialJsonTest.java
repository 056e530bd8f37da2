package dev.rewind.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.layers.DataShape;
import dev.rewind.layers.Dense;
import dev.rewind.layers.Embedding;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.layers.rnn.KerasProfile;
import dev.rewind.training.Sequential;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class KerasSequentialJsonTest {
  /** Without what the layers say of themselves. Keras 3.15.1, floatx float64. */
  private static final String MODEL_OF_KERAS =
      """
      {"module": "keras", "class_name": "Sequential", "config": {"name": "sequential", \
      "trainable": true, "dtype": {"module": "keras", "class_name": "DTypePolicy", "config": \
      {"name": "float64"}, "registered_name": null}, "layers": [{"module": "keras.layers", \
      "class_name": "InputLayer", "config": {"batch_shape": [null, null, 8], "dtype": "float64", \
      "sparse": false, "ragged": false, "name": "input_layer", "optional": false}, \
      "registered_name": null}%s], "build_input_shape": [null, null, 8]}, "registered_name": null%s}""";

  /** {@code config.json} of a file of tf.keras, tf_keras 2.21, without its Dense. */
  private static final String MODEL_OF_TF_KERAS =
      """
      {"module": "keras", "class_name": "Sequential", "config": {"name": "stateful_v1", "layers": \
      [{"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_input_shape": \
      [2, 3, 2], "dtype": "float32", "sparse": false, "ragged": false, "name": "features", \
      "optional": false}, "registered_name": null}, {"module": "keras.layers", "class_name": "GRU", \
      "config": {"name": "gru", "trainable": true, "dtype": "float32", "return_sequences": true, \
      "return_state": false, "go_backwards": false, "stateful": true, "unroll": false, \
      "time_major": false, "units": 2, "activation": "tanh", "recurrent_activation": \
      "hard_sigmoid", "use_bias": true, "kernel_initializer": {"module": "keras.initializers", \
      "class_name": "GlorotUniform", "config": {"seed": null}, "registered_name": null, \
      "shared_object_id": 100000000000048}, "recurrent_initializer": {"module": \
      "keras.initializers", "class_name": "Orthogonal", "config": {"gain": 1.0, "seed": null}, \
      "registered_name": null, "shared_object_id": 100000000000064}, "bias_initializer": {"module": \
      "keras.initializers", "class_name": "Zeros", "config": {}, "registered_name": null, \
      "shared_object_id": 100000000000080}, "kernel_regularizer": null, "recurrent_regularizer": \
      null, "bias_regularizer": null, "activity_regularizer": null, "kernel_constraint": null, \
      "recurrent_constraint": null, "bias_constraint": null, "dropout": 0.0, "recurrent_dropout": \
      0.0, "implementation": 1, "reset_after": false}, "registered_name": null, "build_config": \
      {"input_shape": [2, 3, 2]}}]}, "registered_name": null, "build_config": {"input_shape": \
      [2, 3, 2]}}""";

  static List<Sequential> models() {
    return List.of(
        Sequential.of(DataShape.sequence(8), GRU.of(4).dropout(0.5), Dense.of(2)),
        Sequential.of(DataShape.sequence(10, 8), GRU.of(4)),
        Sequential.of(DataShape.vectors(3), Dense.of(2).name("out")),
        Sequential.of(DataShape.sequence(1), Embedding.of(10, 4), GRU.of(4)),
        Sequential.of(DataShape.sequence(6, 1), Embedding.of(10, 4)),
        Sequential.of(DataShape.vectors(1), Embedding.of(10, 4)),
        Sequential.of(DataShape.sequence(1), GRU.of(4)));
  }

  @Test
  void textIsThatOfKeras() {
    Dense dense = Dense.of(2);
    String layer = ", " + KerasJson.write(dense);

    assertThat(KerasJson.write(Sequential.of(DataShape.sequence(8), dense)))
        .isEqualTo(MODEL_OF_KERAS.formatted(layer, ""));
  }

  @Test
  void textOfKerasIsRead() {
    String built =
        KerasJson.write(Dense.of(2))
            .replaceAll("}$", ", \"build_config\": {\"input_shape\": [null, 8]}}");
    String compiled =
        ", \"build_config\": {\"input_shape\": [null, null, 8]}, \"compile_config\": {}";

    assertThat(KerasJson.readSequential(MODEL_OF_KERAS.formatted(", " + built, compiled)))
        .isEqualTo(Sequential.of(DataShape.sequence(8), Dense.of(2)));
  }

  @Test
  void textOfTfKerasIsReadByItsProfile() {
    GRU gru =
        GRU.of(KerasProfile.TF_KERAS_V1, 2)
            .name("gru")
            .dtype("float32")
            .returnSequences(true)
            .stateful(true);
    assertThat(KerasJson.readSequential(MODEL_OF_TF_KERAS, KerasProfile.TF_KERAS_V1))
        .isEqualTo(Sequential.of(DataShape.sequence(3, 2), gru));
    assertThatThrownBy(() -> KerasJson.readSequential(MODEL_OF_TF_KERAS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("GRU: the configuration has implementation=1 and no seed");
  }

  @ParameterizedTest
  @EnumSource(KerasProfile.class)
  void whatIsWrittenReadsBackByItsProfile(KerasProfile profile) {
    Sequential model =
        Sequential.of(DataShape.sequence(8), GRU.of(profile, 4).dropout(0.5), Dense.of(2));
    assertThat(KerasJson.readSequential(KerasJson.write(model), profile)).isEqualTo(model);
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatIsWrittenReadsBack(Sequential model) {
    assertThat(KerasJson.readSequential(KerasJson.write(model))).isEqualTo(model);
  }

  @Test
  void numbersForAnEmbeddingHaveNoAxisOfFeatures() {
    assertThat(KerasJson.write(models().get(3))).contains("\"batch_shape\": [null, null],");
    assertThat(KerasJson.write(models().get(4))).contains("\"build_input_shape\": [null, 6]");
    assertThat(KerasJson.write(models().get(5))).contains("\"build_input_shape\": [null]");
    assertThat(KerasJson.write(models().get(6))).contains("\"build_input_shape\": [null, null, 1]");
  }

  @Test
  void shapeMayStandInTheModelAlone() {
    assertThat(
            KerasJson.readSequential(
                model("[%s], \"build_input_shape\": [32, 5, 8]".formatted(DENSE))))
        .isEqualTo(Sequential.of(DataShape.sequence(5, 8), Dense.of(2)));
  }

  private static final String DENSE = "{\"class_name\": \"Dense\", \"config\": {\"units\": 2}}";

  private static String model(String layers) {
    return "{\"class_name\": \"Sequential\", \"config\": {\"layers\": " + layers + "}}";
  }

  private static String input(String config) {
    return "{\"class_name\": \"InputLayer\", \"config\": " + config + "}";
  }

  @Test
  void whatIsNoModelIsRefused() {
    refused("3", "the text is 3; expected an object.");
    refused(DENSE, "class_name is \"Dense\"; expected \"Sequential\".");
    refused("{}", "class_name is missing; expected \"Sequential\".");
    refused("{\"class_name\": \"Sequential\"}", "config is missing; expected an object.");
    refused(model("3"), "layers is 3; expected a list.");
    refused(model("[3]"), "the first layer is 3; expected an object.");
    refused(model("[], \"colour\": 1"), "unknown option colour; known are name, trainable, dtype.");
  }

  @Test
  void shapeThatTheModelCanNotHaveIsRefused() {
    refused(model("[" + DENSE + "]"), "the shape of the inputs is missing; expected a list.");
    refused(model("[" + input("{}") + "]"), "batch_shape is missing; expected a list.");
    refused(model("[" + input("3") + "]"), "config of InputLayer is 3; expected an object.");
    String expected =
        "; expected [batch, features], [batch, timesteps, features], or no features before an"
            + " Embedding.";
    refused(
        model("[" + input("{\"batch_shape\": [null, 2, 3, 4]}") + "]"),
        "the shape of the inputs is [null, 2, 3, 4]" + expected);
    refused(
        model("[" + input("{\"batch_shape\": [null, 2, null]}") + "]"),
        "the shape of the inputs is [null, 2, null]" + expected);
    refused(
        model("[" + input("{\"batch_shape\": [null]}") + "]"),
        "the shape of the inputs is [null]" + expected);
    refused(
        model("[" + input("{\"batch_shape\": [null, \"x\"]}") + "]"),
        "the shape of the inputs is [null, \"x\"]" + expected);
  }

  private static void refused(String text, String what) {
    assertThatThrownBy(() -> KerasJson.readSequential(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Sequential: " + what);
  }
}
