package dev.rewind.layers.rnn;

import dev.rewind.layers.activations.Activations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The words in which a configuration of tf.keras differs from one of Keras 3: {@code hard_sigmoid}
 * is the old one, silu is written as swish, the type of numbers is a bare name, and initializers
 * have no axes. TensorFlow 1 gives initializers a type of numbers too, which says nothing here.
 */
final class TfKerasDialect {
  private static final String DTYPE = "dtype";

  /** Beside the options of a model's first layer; the model's affair. */
  private static final Set<String> OF_THE_MODEL = Set.of("batch_input_shape", "input_length");

  private static final List<String> ACTIVATIONS = List.of("activation", "recurrent_activation");
  private static final String INITIALIZER = "_initializer";
  private static final Set<String> PARTS = Set.of("layer", "backward_layer", "cell");
  private static final String CELLS = "cells";
  private static final String CONFIG = "config";
  private static final Set<String> KERAS_3_ONLY = Set.of("input_axes", "output_axes");
  private static final String OLD_HARD_SIGMOID = Activations.HARD_SIGMOID.name();
  private static final String SWISH = "swish";

  private TfKerasDialect() {}

  static Map<String, Object> write(Map<String, Object> config) {
    Map<String, Object> result = new LinkedHashMap<>();
    config.forEach((key, value) -> result.put(key, withoutAxes(value)));
    ACTIVATIONS.forEach(key -> result.computeIfPresent(key, (k, v) -> activation(v)));
    result.computeIfPresent(DTYPE, (key, policy) -> dtype(policy));
    return result;
  }

  private static Object activation(Object plain) {
    if (plain.equals(Activations.CODEC.write(Activations.LEGACY_HARD_SIGMOID))) {
      return OLD_HARD_SIGMOID;
    }
    return plain.equals(Activations.SILU.name()) ? SWISH : plain;
  }

  private static Object dtype(Object policy) {
    return policy instanceof Map<?, ?> map && map.get(CONFIG) instanceof Map<?, ?> config
        ? Optional.<Object>ofNullable(config.get("name")).orElse(policy)
        : policy;
  }

  /** Axes that were really set stay, so that nothing is lost without a word. */
  private static Object withoutAxes(Object plain) {
    if (!(plain instanceof Map<?, ?> map)) {
      return plain;
    }
    Map<Object, Object> result = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (!KERAS_3_ONLY.contains(key) || !value.equals(Optional.empty())) {
            result.put(key, withoutAxes(value));
          }
        });
    return result;
  }

  /** The configuration of any layer or cell in the words of Keras 3, with those in it. */
  static Map<String, Object> read(Map<String, ?> config) {
    Map<String, Object> result = new LinkedHashMap<>();
    config.forEach((key, value) -> result.put(key, value(key, value)));
    result.keySet().removeAll(OF_THE_MODEL);
    return result;
  }

  private static Object value(String key, Object plain) {
    if (ACTIVATIONS.contains(key) && plain.equals(OLD_HARD_SIGMOID)) {
      return Activations.LEGACY_HARD_SIGMOID.name();
    }
    if (key.endsWith(INITIALIZER)) {
      return withConfig(plain, TfKerasDialect::withoutDtype);
    }
    if (plain instanceof List<?> parts && key.equals(CELLS)) {
      return parts.stream().map(part -> withConfig(part, TfKerasDialect::read)).toList();
    }
    return PARTS.contains(key) ? withConfig(plain, TfKerasDialect::read) : plain;
  }

  private static Map<String, Object> withoutDtype(Map<String, Object> config) {
    Map<String, Object> result = new LinkedHashMap<>(config);
    result.remove(DTYPE);
    return result;
  }

  /** An object of a class, with its configuration changed. */
  private static Object withConfig(Object plain, UnaryOperator<Map<String, Object>> change) {
    if (!(plain instanceof Map<?, ?> map && map.get(CONFIG) instanceof Map<?, ?> config)) {
      return plain;
    }
    Map<String, Object> own = new LinkedHashMap<>();
    config.forEach((key, value) -> own.put(String.valueOf(key), value));
    Map<Object, Object> result = new LinkedHashMap<>(map);
    result.put(CONFIG, change.apply(own));
    return result;
  }
}
