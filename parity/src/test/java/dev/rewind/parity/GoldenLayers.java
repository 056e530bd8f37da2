package dev.rewind.parity;

import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.layers.rnn.GRUCell;
import dev.rewind.layers.rnn.KerasLayers;
import dev.rewind.layers.rnn.KerasProfile;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The layers and cells that golden arguments and configurations describe. */
final class GoldenLayers {
  private GoldenLayers() {}

  /** The class of layer, a GRU where none is recorded. */
  static String type(GoldenCase golden) {
    return golden.find("layer").map(GoldenValue::text).orElse("GRU");
  }

  /** Reads arguments of a layer. */
  static LayerConfig layer(GoldenCase golden) {
    String type = type(golden);
    return layer(golden, config(type, KerasForm.of(golden.get("args"))));
  }

  /** Reads arguments of a layer of a model, with some more. */
  static LayerConfig layer(String type, GoldenValue args, Map<String, ?> more) {
    Map<Object, Object> config = new LinkedHashMap<>(config(type, KerasForm.of(args)));
    config.putAll(more);
    return KerasLayers.REGISTRY.read(Map.of("class_name", type, "config", config));
  }

  /** Reads a configuration of a layer, by the profile that the case names. */
  static LayerConfig layer(GoldenCase golden, Map<?, ?> config) {
    String type = type(golden);
    return type.equals("GRU")
        ? GRU.of(profile(golden), 1).fromConfig(byKey(config))
        : KerasLayers.REGISTRY.read(Map.of("class_name", type, "config", config));
  }

  /** Reads arguments of a cell. */
  static GRUCell cell(GoldenCase golden) {
    return cell(golden, config("GRUCell", KerasForm.of(golden.get("args"))));
  }

  /** Reads a configuration of a cell. */
  static GRUCell cell(GoldenCase golden, Map<?, ?> config) {
    return GRUCell.of(profile(golden), 1).fromConfig(byKey(config));
  }

  static KerasProfile profile(GoldenCase golden) {
    return golden
        .find("api")
        .map(GoldenValue::text)
        .map(api -> api.equals("v1") ? KerasProfile.TF_KERAS_V1 : KerasProfile.TF_KERAS_V2)
        .orElse(KerasProfile.KERAS_3);
  }

  /** Turns arguments into the configuration that Keras would make of them. */
  private static Map<?, ?> config(String type, Object args) {
    Map<Object, Object> config = new LinkedHashMap<>();
    ((Map<?, ?>) args).forEach((key, value) -> config.put(key, nested(value)));
    if (type.equals("SimpleRNN")) {
      config.remove("activity_regularizer"); // Keras 3.15.1 takes it and forgets it
    }
    if (type.equals("RNN")) {
      config.put("cell", cellOf((List<?>) config.remove("cells")));
    }
    return config;
  }

  private static Object cellOf(List<?> cells) {
    return cells.size() == 1
        ? cells.get(0)
        : Map.of("class_name", "StackedRNNCells", "config", Map.of("cells", cells));
  }

  private static Object nested(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(GoldenLayers::nested).toList();
    }
    if (value instanceof Map<?, ?> map && map.containsKey("args")) {
      String type = (String) map.get("class_name");
      return Map.of("class_name", type, "config", config(type, map.get("args")));
    }
    return value;
  }

  private static Map<String, Object> byKey(Map<?, ?> map) {
    Map<String, Object> result = new LinkedHashMap<>();
    map.forEach((key, value) -> result.put((String) key, value));
    return result;
  }
}
