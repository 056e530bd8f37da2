package dev.rewind.saving;

import dev.rewind.core.options.Configured;
import dev.rewind.core.options.Registry;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.rnn.CellConfig;
import dev.rewind.layers.rnn.KerasLayers;
import dev.rewind.layers.rnn.KerasProfile;
import dev.rewind.training.Sequential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Descriptions as the JSON text that Keras writes and reads: what {@code
 * json.dumps(keras.saving.serialize_keras_object(layer))} gives.
 *
 * <pre>{@code
 * String text = KerasJson.write(GRU.of(32).dropout(0.2));
 *     // {"module": "keras.layers", "class_name": "GRU", "config": {"name": null, …}, "registered_name": null}
 * LayerConfig layer = KerasJson.readLayer(text);
 * }</pre>
 *
 * <p>In Python {@code keras.saving.deserialize_keras_object(json.loads(text))} makes the layer. A
 * layer without a name is written with {@code null} for one; Keras then counts, as a {@link
 * Sequential} does.
 *
 * <p><b>Whose GRU</b> a text is does not stand in it, for Keras 3 and tf.keras give theirs one
 * name. Every form without a {@link KerasProfile} reads Keras 3's, and refuses what only tf.keras
 * writes; the text of a tf.keras GRU is read back with its profile. {@code write} needs none: a
 * description knows whose it is.
 *
 * <pre>{@code
 * LayerConfig old = KerasJson.readLayer(text, KerasProfile.TF_KERAS_V2);
 * }</pre>
 *
 * <p>The configuration alone, {@code json.dumps(layer.get_config())}, does not even name its class:
 *
 * <pre>{@code
 * LayerConfig gru = KerasJson.readConfig(text, GRU.of(1));
 * CellConfig cell = KerasJson.readConfig(text, GRUCell.of(KerasProfile.TF_KERAS_V2, 1));
 * }</pre>
 *
 * <p>A key that a class does not know is an error that names the known ones. What Keras writes
 * beside a configuration is not looked at: {@code module}, {@code registered_name}, {@code
 * build_config} and {@code compile_config}. Numbers that are not finite are {@code NaN}, {@code
 * Infinity} and {@code -Infinity}, as Python writes and reads them.
 *
 * <p><b>Source</b>: {@code keras/src/saving/serialization_lib.py}, Keras 3.15.1.
 */
public final class KerasJson {
  private static final String WHO = "KerasJson";
  private static final String CLASS_NAME = "class_name";
  private static final int KEYS_IN_A_MESSAGE = 3;

  private KerasJson() {}

  /**
   * Writes a description of any kind: a layer, a cell, an initializer, an optimizer.
   *
   * @param value the description
   * @return one line of JSON
   */
  public static String write(Configured<?> value) {
    return Json.write(value.toPlain());
  }

  /**
   * Reads a description of a kind.
   *
   * <pre>{@code
   * Initializer initializer = KerasJson.read(text, Initializers.REGISTRY);
   * }</pre>
   *
   * @param text JSON: an object with {@code class_name} and {@code config}, or a name
   * @param registry the classes of this kind, perhaps with some of your own
   * @param <T> the kind
   * @return the description
   * @throws IllegalArgumentException if the text is not JSON or a configuration alone, the class
   *     unknown, or its configuration wrong
   */
  public static <T extends Configured<T>> T read(String text, Registry<T> registry) {
    Object plain = Json.read(WHO, text);
    if (plain instanceof Map<?, ?> map && !map.containsKey(CLASS_NAME)) {
      throw new IllegalArgumentException(
          WHO
              + ": the text is an object without class_name ("
              + keys(map)
              + "); expected class_name and config. Read what get_config gives with"
              + " readConfig(text, prototype).");
    }
    return registry.read(plain);
  }

  /** The first keys of an object; those of a GRU are many. */
  private static String keys(Map<?, ?> object) {
    List<String> keys =
        object.keySet().stream().limit(KEYS_IN_A_MESSAGE).map(String::valueOf).toList();
    return String.join(", ", keys) + (keys.size() < object.size() ? ", …" : "");
  }

  /**
   * Reads a configuration without the name of its class, as {@code json.dumps(layer.get_config())}
   * gives it.
   *
   * <pre>{@code
   * LayerConfig gru = KerasJson.readConfig(text, GRU.of(1));
   * }</pre>
   *
   * @param text JSON: an object from Keras' keys to values; keys that are missing stand for the
   *     defaults
   * @param prototype any description of the class; of a GRU its profile counts too
   * @param <T> the kind
   * @return a description of the prototype's class
   * @throws IllegalArgumentException if the text is not JSON or not an object, or the configuration
   *     wrong
   */
  public static <T extends Configured<T>> T readConfig(String text, Configured<T> prototype) {
    Object plain = Json.read(WHO, text);
    if (!(plain instanceof Map<?, ?> map) || map.containsKey(CLASS_NAME)) {
      throw new IllegalArgumentException(
          WHO
              + ": the text is "
              + (plain instanceof Map<?, ?> ? "an object with class_name" : Json.write(plain))
              + "; expected a configuration of "
              + prototype.className()
              + " alone, as get_config gives it. Read what names its class with readLayer(text) or"
              + " read(text, registry).");
    }
    Map<String, Object> config = new LinkedHashMap<>();
    map.forEach((key, value) -> config.put(String.valueOf(key), value));
    return prototype.fromConfig(config);
  }

  /**
   * Reads a layer of Keras.
   *
   * @param text JSON, as {@link #write(Configured)} and Keras write it
   * @return the description; a GRU is read as that of Keras 3
   * @throws IllegalArgumentException if the text is not JSON, the layer unknown, or its
   *     configuration wrong, such as that of a GRU of tf.keras
   */
  public static LayerConfig readLayer(String text) {
    return readLayer(text, KerasProfile.KERAS_3);
  }

  /**
   * Reads a layer, of which a GRU is another Keras', within a wrapper too.
   *
   * @param text JSON, as {@link #write(Configured)} and that Keras write it
   * @param profile which Keras has written the text
   * @return the description
   * @throws IllegalArgumentException if the text is not JSON, the layer unknown, or its
   *     configuration wrong
   */
  public static LayerConfig readLayer(String text, KerasProfile profile) {
    return read(text, KerasLayers.of(profile));
  }

  /**
   * Reads a cell of Keras, such as a {@code GRUCell}.
   *
   * @param text JSON, as {@link #write(Configured)} and Keras write it
   * @return the description; a GRU cell is read as that of Keras 3
   * @throws IllegalArgumentException if the text is not JSON, the cell unknown, or its
   *     configuration wrong
   */
  public static CellConfig readCell(String text) {
    return read(text, KerasLayers.CELLS);
  }

  /**
   * Writes a stack of layers, with an {@code InputLayer} for the shape of its inputs. In Python the
   * result has its weights at once, since the shape is known.
   *
   * @param model the description
   * @return one line of JSON
   */
  public static String write(Sequential model) {
    return Json.write(SequentialForm.write(model));
  }

  /**
   * Reads a stack of layers of Keras.
   *
   * @param text JSON, as {@link #write(Sequential)} and Keras write it
   * @return the description; a GRU is read as that of Keras 3
   * @throws IllegalArgumentException if the text is not JSON or not of a {@code Sequential}, does
   *     not say the shape of its inputs, or a layer is unknown or its configuration wrong
   */
  public static Sequential readSequential(String text) {
    return readSequential(text, KerasProfile.KERAS_3);
  }

  /**
   * Reads a stack of layers, of which each GRU is another Keras'.
   *
   * @param text JSON, as {@link #write(Sequential)} and that Keras write it
   * @param profile which Keras has written the text
   * @return the description
   * @throws IllegalArgumentException if the text is not JSON or not of a {@code Sequential}, does
   *     not say the shape of its inputs, or a layer is unknown or its configuration wrong
   */
  public static Sequential readSequential(String text, KerasProfile profile) {
    return readSequential(text, KerasLayers.of(profile));
  }

  /**
   * Reads a stack of layers, of your own too.
   *
   * <pre>{@code
   * KerasJson.readSequential(text, KerasLayers.REGISTRY.with(MyLayer.of(1)));
   * }</pre>
   *
   * @param text JSON, as {@link #write(Sequential)} and Keras write it
   * @param layers the layers that may occur
   * @return the description; the name of the model and a batch size, where the text has any, are
   *     not part of it
   * @throws IllegalArgumentException if the text is not JSON or not of a {@code Sequential}, does
   *     not say the shape of its inputs, or a layer is unknown or its configuration wrong
   */
  public static Sequential readSequential(String text, Registry<LayerConfig> layers) {
    return SequentialForm.read(Json.read(WHO, text), layers);
  }
}
