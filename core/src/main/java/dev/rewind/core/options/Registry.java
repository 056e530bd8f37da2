package dev.rewind.core.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The types of one kind by their Keras names, so that a configuration can be read. Immutable;
 * {@link #with} adds a user's own.
 *
 * <p>A type is found by its class name ({@code "GlorotUniform"}), by the same in snake case ({@code
 * "glorot_uniform"}), which stands for its defaults, and by its other names.
 *
 * @param <T> the kind, for example initializers
 */
public final class Registry<T extends Configured<T>> {
  private final String kind;
  private final Map<String, T> prototypes;
  private final Map<String, T> names;
  private final UnaryOperator<Map<String, Object>> dialect;

  private Registry(
      String kind,
      Map<String, T> prototypes,
      Map<String, T> names,
      UnaryOperator<Map<String, Object>> dialect) {
    this.kind = kind;
    this.prototypes = prototypes;
    this.names = names;
    this.dialect = dialect;
  }

  /**
   * A registry without entries.
   *
   * @param kind the kind in messages, for example {@code "initializer"}
   * @param <T> the kind
   * @return an empty registry
   */
  public static <T extends Configured<T>> Registry<T> of(String kind) {
    return new Registry<T>(kind, Map.of(), Map.of(), UnaryOperator.identity());
  }

  /**
   * The same registry with one more type.
   *
   * @param prototype a value of the type, which its bare name stands for; of a map with a
   *     configuration only the type counts
   * @param otherNames what Keras calls it too, for example {@code "swish"}
   * @return a new registry; a type of the same class name is replaced
   */
  public Registry<T> with(T prototype, String... otherNames) {
    Map<String, T> morePrototypes = new LinkedHashMap<>(prototypes);
    morePrototypes.put(prototype.className(), prototype);
    Map<String, T> moreNames = new LinkedHashMap<>(names);
    moreNames.put(prototype.className(), prototype);
    moreNames.put(snakeCase(prototype.className()), prototype);
    for (String name : otherNames) {
      moreNames.put(name, prototype);
    }
    return new Registry<>(kind, morePrototypes, moreNames, dialect);
  }

  /**
   * The same registry, with one more type if it has none of that class name.
   *
   * @param prototype a value of the type
   * @return this registry, or a new one
   */
  public Registry<T> withMissing(T prototype) {
    return find(prototype.className()).isPresent() ? this : with(prototype);
  }

  /**
   * The same registry for configurations in other words, such as those of an older Keras.
   *
   * @param translation makes of each configuration one that the types read
   * @return a new registry
   */
  public Registry<T> translating(UnaryOperator<Map<String, Object>> translation) {
    return new Registry<>(kind, prototypes, names, translation);
  }

  /**
   * One value of each type.
   *
   * @return the prototypes, in the order in which they were added
   */
  public List<T> prototypes() {
    return List.copyOf(prototypes.values());
  }

  /**
   * The value that a name stands for.
   *
   * @param name a class name, the same in snake case, or another name
   * @return the prototype, if the name is known
   */
  public Optional<T> find(String name) {
    return Optional.ofNullable(names.get(name));
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
    String name =
        nameIn(plain).orElseThrow(() -> refusal("got " + plain + "; expected " + expectedForm()));
    T prototype =
        find(name)
            .orElseThrow(() -> refusal("unknown name " + name + "; known are " + knownNames()));
    return configured(prototype, plain);
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
        String name = nameIn(plain).orElseThrow(() -> new IllegalArgumentException(expectedForm()));
        T prototype =
            find(name).orElseThrow(() -> new IllegalArgumentException("one of " + knownNames()));
        try {
          return configured(prototype, plain);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "options that " + name + " takes (" + e.getMessage() + ")", e);
        }
      }

      @Override
      public T read(Object plain, T present) {
        return withMissing(present) == Registry.this
            ? read(plain)
            : withMissing(present).codec().read(plain);
      }

      @Override
      public Object write(T value) {
        return value.toPlain();
      }
    };
  }

  private static Optional<String> nameIn(Object plain) {
    Object name = plain instanceof Map<?, ?> map ? map.get("class_name") : plain;
    return name instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private T configured(T prototype, Object plain) {
    Map<String, Object> config = new LinkedHashMap<>();
    if (!(plain instanceof Map<?, ?> map)) {
      return prototype.with(prototype.options().read(Map.of())); // refused if one is missing
    }
    if (map.get("config") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> config.put(String.valueOf(key), value));
    }
    return prototype.fromConfig(dialect.apply(config), this);
  }

  private IllegalArgumentException refusal(String what) {
    return new IllegalArgumentException(kind + ": " + what + ".");
  }

  private static String expectedForm() {
    return "a name, or a map with class_name and config";
  }

  private String knownNames() {
    return String.join(", ", prototypes.keySet());
  }

  /**
   * A class name as Keras writes it in lower case, for example as the name of a layer.
   * <b>Source</b>: {@code keras/src/utils/naming.py}, Keras 3.15.1.
   *
   * @param className for example {@code "GlorotUniform"} or {@code "L1L2"}
   * @return for example {@code "glorot_uniform"} or {@code "l1l2"}
   */
  public static String snakeCase(String className) {
    return className
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
