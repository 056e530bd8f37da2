package dev.rewind.layers.rnn;

import dev.rewind.layers.activations.Activations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words in which a configuration of tf.keras differs from one of Keras 3: {@code hard_sigmoid}
 * is the old one, silu is written as swish, the type of numbers is a bare name, and initializers
 * have no axes. TensorFlow 1 gives initializers a type of numbers too, which says nothing here.
 */
final class TfKerasDialect {
  private static final String DTYPE = "dtype";

  /** Beside the options of a model's first layer; the model's affair. */
  private static final String BATCH_INPUT_SHAPE = "batch_input_shape";

  private static final List<String> ACTIVATIONS = List.of("activation", "recurrent_activation");
  private static final List<String> INITIALIZERS =
      List.of("kernel_initializer", "recurrent_initializer", "bias_initializer");
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

  static Map<String, Object> read(Map<String, ?> config) {
    Map<String, Object> result = new LinkedHashMap<>(config);
    result.remove(BATCH_INPUT_SHAPE);
    ACTIVATIONS.forEach(
        key ->
            result.computeIfPresent(
                key,
                (k, v) -> v.equals(OLD_HARD_SIGMOID) ? Activations.LEGACY_HARD_SIGMOID.name() : v));
    INITIALIZERS.forEach(key -> result.computeIfPresent(key, (k, v) -> withoutDtype(v)));
    return result;
  }

  private static Object withoutDtype(Object plain) {
    if (!(plain instanceof Map<?, ?> map && map.get(CONFIG) instanceof Map<?, ?> config)) {
      return plain;
    }
    Map<Object, Object> rest = new LinkedHashMap<>(config);
    rest.remove(DTYPE);
    Map<Object, Object> result = new LinkedHashMap<>(map);
    result.put(CONFIG, rest);
    return result;
  }
}
