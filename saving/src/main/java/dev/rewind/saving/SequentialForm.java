package dev.rewind.saving;

import dev.rewind.core.options.Options;
import dev.rewind.core.options.Registry;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Embedding;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.LayerOptions;
import dev.rewind.training.Sequential;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A stack of layers in Keras' form, in plain values.
 *
 * <p>The shape of the inputs is that of the {@code InputLayer} which is the first layer there,
 * {@code batch_shape} or in tf.keras {@code batch_input_shape}, or stands in {@code
 * build_input_shape}. Keras' {@code Embedding} takes numbers without an axis of features:
 *
 * <pre>
 *   (None, None, 8)    DataShape.sequence(8)
 *   (None, 8)          DataShape.vectors(8)
 *   (None, None)       DataShape.sequence(1), if an Embedding is first
 *   (None,)            DataShape.vectors(1), if an Embedding is first
 * </pre>
 *
 * <p><b>Source</b>: {@code keras/src/models/sequential.py}, Keras 3.15.1.
 */
final class SequentialForm {
  private static final String WHO = "Sequential";
  private static final String CLASS_NAME = "class_name";
  private static final String CONFIG = "config";
  private static final String LAYERS = "layers";
  private static final String INPUT_LAYER = "InputLayer";
  private static final String BATCH_SHAPE = "batch_shape";
  private static final String TF_KERAS_BATCH_SHAPE = "batch_input_shape";
  private static final String INPUT_SHAPE = "the shape of the inputs";
  private static final String BUILD_INPUT_SHAPE = "build_input_shape";

  /**
   * What a model's configuration has besides; on reading, Keras looks at none of it but the name.
   */
  private static final Options COMMON =
      Options.of(WHO, LayerOptions.COMMON)
          .with(LayerOptions.NAME, Optional.of(Registry.snakeCase(WHO)));

  private SequentialForm() {}

  static Map<String, Object> write(Sequential model) {
    List<Object> shape = batchShape(model);
    List<Object> layers = new ArrayList<>(List.of(inputLayer(shape)));
    model.layers().forEach(layer -> layers.add(layer.toPlain()));
    Map<String, Object> config = COMMON.toPlain();
    config.put(LAYERS, layers);
    config.put(BUILD_INPUT_SHAPE, shape);
    return object("keras", WHO, config);
  }

  private static Map<String, Object> inputLayer(List<Object> shape) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(BATCH_SHAPE, shape);
    config.put("dtype", "float64");
    config.put("sparse", false);
    config.put("ragged", false);
    config.put("name", "input_layer");
    config.put("optional", false);
    return object("keras.layers", INPUT_LAYER, config);
  }

  private static Map<String, Object> object(
      String module, String className, Map<String, Object> config) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("module", module);
    object.put(CLASS_NAME, className);
    object.put(CONFIG, config);
    object.put("registered_name", Optional.empty());
    return object;
  }

  private static List<Object> batchShape(Sequential model) {
    List<Object> shape = new ArrayList<>(List.of(Optional.empty()));
    DataShape input = model.input();
    if (input.hasTime()) {
      OptionalInt timesteps = input.timesteps();
      shape.add(timesteps.isPresent() ? (Object) timesteps.getAsInt() : Optional.empty());
    }
    if (!takesNumbers(model.layers())) {
      shape.add(input.features());
    }
    return List.copyOf(shape);
  }

  private static boolean takesNumbers(List<LayerConfig> layers) {
    return !layers.isEmpty() && layers.get(0) instanceof Embedding;
  }

  static Sequential read(Object plain, Registry<LayerConfig> registry) {
    Map<?, ?> object = map(Optional.of(plain), "the text");
    if (!WHO.equals(object.get(CLASS_NAME))) {
      throw refusal(CLASS_NAME, Optional.ofNullable(object.get(CLASS_NAME)), Json.write(WHO));
    }
    Map<String, Object> config = new LinkedHashMap<>();
    map(Optional.ofNullable(object.get(CONFIG)), CONFIG)
        .forEach((key, value) -> config.put(String.valueOf(key), value));
    List<?> all = list(Optional.ofNullable(config.remove(LAYERS)), LAYERS);
    Optional<Object> buildShape = Optional.ofNullable(config.remove(BUILD_INPUT_SHAPE));
    COMMON.read(config); // refuses other keys
    Optional<Object> inputShape = all.stream().findFirst().flatMap(SequentialForm::inputShape);
    List<LayerConfig> layers =
        all.stream().skip(inputShape.isPresent() ? 1 : 0).map(registry::read).toList();
    return new Sequential(dataShape(inputShape.or(() -> buildShape), layers), layers);
  }

  private static Optional<Object> inputShape(Object first) {
    Map<?, ?> layer = map(Optional.of(first), "the first layer");
    return INPUT_LAYER.equals(layer.get(CLASS_NAME))
        ? Optional.of(list(inputLayerShape(layer), BATCH_SHAPE))
        : Optional.empty();
  }

  private static Optional<Object> inputLayerShape(Map<?, ?> layer) {
    Map<?, ?> config = map(Optional.ofNullable(layer.get(CONFIG)), "config of " + INPUT_LAYER);
    return Optional.<Object>ofNullable(config.get(BATCH_SHAPE))
        .or(() -> Optional.ofNullable(config.get(TF_KERAS_BATCH_SHAPE)));
  }

  private static DataShape dataShape(Optional<Object> shape, List<LayerConfig> layers) {
    List<Object> sizes = new ArrayList<>();
    list(shape, INPUT_SHAPE).stream().skip(1).forEach(sizes::add);
    if (takesNumbers(layers)) {
      sizes.add(1);
    }
    boolean allKnown = sizes.stream().allMatch(Integer.class::isInstance);
    if (sizes.size() == 1 && allKnown) {
      return DataShape.vectors((int) sizes.get(0));
    }
    if (sizes.size() == 2 && allKnown) {
      return DataShape.sequence((int) sizes.get(0), (int) sizes.get(1));
    }
    if (sizes.size() == 2
        && sizes.get(0) instanceof Optional<?>
        && sizes.get(1) instanceof Integer features) {
      return DataShape.sequence(features);
    }
    throw refusal(
        INPUT_SHAPE,
        shape,
        "[batch, features], [batch, timesteps, features], or no features before an Embedding");
  }

  private static Map<?, ?> map(Optional<Object> plain, String what) {
    return plain
        .filter(Map.class::isInstance)
        .map(value -> (Map<?, ?>) value)
        .orElseThrow(() -> refusal(what, plain, "an object"));
  }

  private static List<?> list(Optional<Object> plain, String what) {
    return plain
        .filter(List.class::isInstance)
        .map(value -> (List<?>) value)
        .orElseThrow(() -> refusal(what, plain, "a list"));
  }

  private static IllegalArgumentException refusal(
      String what, Optional<Object> plain, String expected) {
    return new IllegalArgumentException(
        WHO
            + ": "
            + what
            + plain.map(value -> " is " + Json.write(value)).orElse(" is missing")
            + "; expected "
            + expected
            + ".");
  }
}
