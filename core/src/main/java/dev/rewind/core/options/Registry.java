package dev.rewind.core.options;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The types of one kind by their Keras names, so that a configuration can be read. Immutable;
 * {@link #with} adds a user's own.
 *
 * <p>A type is found by its class name ({@code "GlorotUniform"}) and by the same in snake case
 * ({@code "glorot_uniform"}), which stands for its defaults.
 *
 * @param <T> the kind, for example initializers
 */
public final class Registry<T extends Configured<T>> {
  private final String kind;
  private final Map<String, T> prototypes;

  private Registry(String kind, Map<String, T> prototypes) {
    this.kind = kind;
    this.prototypes = prototypes;
  }

  /**
   * A registry without entries.
   *
   * @param kind the kind in messages, for example {@code "initializer"}
   * @param <T> the kind
   * @return an empty registry
   */
  public static <T extends Configured<T>> Registry<T> of(String kind) {
    return new Registry<T>(kind, Map.of());
  }

  /**
   * The same registry with one more type.
   *
   * @param prototype a value of the type; its options are where reading starts from
   * @return a new registry; a type of the same class name is replaced
   */
  public Registry<T> with(T prototype) {
    Map<String, T> more = new LinkedHashMap<>(prototypes);
    more.put(prototype.className(), prototype);
    return new Registry<>(kind, more);
  }

  /**
   * Reads a value.
   *
   * @param plain a name, or a map with {@code class_name} and {@code config}; further keys such as
   *     {@code module} are ignored
   * @return the value
   * @throws IllegalArgumentException for an unknown name or a wrong configuration
   */
  public T read(Object plain) {
    if (plain instanceof String name) {
      return find(name);
    }
    if (plain instanceof Map<?, ?> map && map.get("class_name") instanceof String name) {
      T prototype = find(name);
      return map.get("config") instanceof Map<?, ?> config
          ? prototype.with(prototype.options().read(textKeys(config)))
          : prototype;
    }
    throw new IllegalArgumentException(
        kind + ": got " + plain + "; expected a name, or a map with class_name and config.");
  }

  /**
   * How an option of this kind is read and written.
   *
   * @return the codec; it writes the full form
   */
  public Codec<T> codec() {
    return new Codec<>() {
      @Override
      public T read(Object plain) {
        return Registry.this.read(plain);
      }

      @Override
      public Object write(T value) {
        return value.toPlain();
      }
    };
  }

  private T find(String name) {
    for (Map.Entry<String, T> entry : prototypes.entrySet()) {
      if (entry.getKey().equals(name) || snakeCase(entry.getKey()).equals(name)) {
        return entry.getValue();
      }
    }
    throw new IllegalArgumentException(
        kind
            + ": unknown name "
            + name
            + "; known are "
            + String.join(", ", prototypes.keySet())
            + ".");
  }

  /**
   * A class name as Keras writes it in lower case.
   *
   * @param className for example {@code "GlorotUniform"} or {@code "L1L2"}
   * @return for example {@code "glorot_uniform"} or {@code "l1l2"}
   */
  public static String snakeCase(String className) {
    return className
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> textKeys(Map<?, ?> map) {
    Map<String, Object> result = new LinkedHashMap<>();
    map.forEach((key, value) -> result.put(String.valueOf(key), value));
    return result;
  }
}
