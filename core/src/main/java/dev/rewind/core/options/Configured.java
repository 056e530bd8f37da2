package dev.rewind.core.options;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An immutable value that is described by {@link Options}: a layer's configuration, an initializer,
 * an optimizer's configuration. Written as a tree of plain values it is Keras' form.
 *
 * <pre>{@code
 * {"class_name": "GRU", "config": {"units": 32, "return_sequences": true, …}}
 * }</pre>
 *
 * <p>A type narrows the result of {@link #with(Options)} to itself and adds a method per option:
 * {@code GRU.of(32).dropout(0.2).returnSequences(true)}.
 *
 * @param <S> the kind, for example all initializers
 */
public interface Configured<S extends Configured<S>> {

  /**
   * All options with their values.
   *
   * @return immutable options
   */
  Options options();

  /**
   * The same thing with other options.
   *
   * @param options options of the same declarations
   * @return a new value
   */
  S with(Options options);

  /**
   * The Keras class name.
   *
   * @return for example {@code "GRU"}
   */
  default String className() {
    return options().owner();
  }

  /**
   * All options in plain form: Keras' {@code get_config}.
   *
   * @return a new map from Keras key to plain value (see {@link Codec})
   */
  default Map<String, Object> getConfig() {
    return options().toPlain();
  }

  /**
   * Reads options in plain form: Keras' {@code from_config}. Only types count, that of this value
   * and those of the values of its options, as with a class method.
   *
   * @param config from Keras key to plain value (see {@link Codec}); keys that are missing stand
   *     for the defaults
   * @return a new value; what {@link #getConfig} wrote reads back into an equal value
   * @throws IllegalArgumentException for an unknown key, a value of the wrong kind or out of range,
   *     or if a required option is missing
   */
  default S fromConfig(Map<String, ?> config) {
    return with(options().readAnew(config));
  }

  /**
   * Reads options in plain form, for a type that is made of others of its kind.
   *
   * @param config from Keras key to plain value
   * @param known the types that it may be made of
   * @return a new value
   * @throws IllegalArgumentException as {@link #fromConfig(Map)}
   */
  default S fromConfig(Map<String, ?> config, Registry<S> known) {
    return fromConfig(config);
  }

  /**
   * The Python module that Keras finds the class in, which it writes beside the class name.
   *
   * @return for example {@code "keras.layers"}; nothing where Keras writes none
   */
  default Optional<String> module() {
    return Optional.empty();
  }

  /**
   * Class name and configuration in plain form: Keras' {@code serialize}.
   *
   * @return a new map with {@code class_name} and {@code config}, and what Keras needs besides to
   *     find a class of its own: {@code module} and {@code registered_name}
   */
  default Map<String, Object> toPlain() {
    Map<String, Object> plain = new LinkedHashMap<>();
    module().ifPresent(module -> plain.put("module", module));
    plain.put("class_name", className());
    plain.put("config", getConfig());
    module().ifPresent(module -> plain.put("registered_name", Optional.empty()));
    return plain;
  }
}
