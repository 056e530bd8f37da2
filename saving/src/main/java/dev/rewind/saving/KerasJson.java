package dev.rewind.saving;

import dev.rewind.core.options.Configured;
import dev.rewind.core.options.Registry;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.rnn.CellConfig;
import dev.rewind.layers.rnn.KerasLayers;
import dev.rewind.training.Sequential;

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
 * <p>A key that a class does not know is an error that names the known ones. What Keras writes
 * beside a configuration is not looked at: {@code module}, {@code registered_name}, {@code
 * build_config} and {@code compile_config}. Numbers that are not finite are {@code NaN}, {@code
 * Infinity} and {@code -Infinity}, as Python writes and reads them.
 *
 * <p><b>Source</b>: {@code keras/src/saving/serialization_lib.py}, Keras 3.15.1.
 */
public final class KerasJson {
  private static final String WHO = "KerasJson";

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
   * @throws IllegalArgumentException if the text is not JSON, the class unknown, or its
   *     configuration wrong
   */
  public static <T extends Configured<T>> T read(String text, Registry<T> registry) {
    return registry.read(Json.read(WHO, text));
  }

  /**
   * Reads a layer of Keras.
   *
   * @param text JSON, as {@link #write(Configured)} and Keras write it
   * @return the description; a GRU is read as that of Keras 3
   * @throws IllegalArgumentException if the text is not JSON, the layer unknown, or its
   *     configuration wrong
   */
  public static LayerConfig readLayer(String text) {
    return read(text, KerasLayers.REGISTRY);
  }

  /**
   * Reads a cell of Keras, such as a {@code GRUCell}.
   *
   * @param text JSON, as {@link #write(Configured)} and Keras write it
   * @return the description
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
   * @return the description
   * @throws IllegalArgumentException if the text is not JSON or not of a {@code Sequential}, does
   *     not say the shape of its inputs, or a layer is unknown or its configuration wrong
   */
  public static Sequential readSequential(String text) {
    return readSequential(text, KerasLayers.REGISTRY);
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
