package dev.rewind.layers;

import dev.rewind.core.options.Codec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keras 3 writes a type of numbers as an object, {@code DTypePolicy}; its name alone is read too,
 * as tf.keras writes it.
 */
record DTypePolicyCodec() implements Codec<String> {

  @Override
  public String read(Object plain) {
    Object name =
        plain instanceof Map<?, ?> policy && policy.get("config") instanceof Map<?, ?> config
            ? config.get("name")
            : plain;
    if (name instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("the name of a type such as float64, or a DTypePolicy");
  }

  @Override
  public Object write(String name) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("module", "keras");
    plain.put("class_name", "DTypePolicy");
    plain.put("config", Map.of("name", name));
    plain.put("registered_name", Optional.empty());
    return plain;
  }
}
