package dev.rewind.layers.activations;

import dev.rewind.core.options.Codec;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Registry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes activations as Keras does.
 *
 * <pre>{@code
 * "tanh"                                                      a function of Keras
 * {"class_name": "elu", "config": {"alpha": 0.5}}             one with arguments
 * {"class_name": "function", "config": "package>name", …}     one that Keras does not have
 * None                                                        linear
 * }</pre>
 *
 * @param keras the functions that Keras has
 * @param known those and others
 */
record ActivationCodec(Registry<Activation> keras, Registry<Activation> known)
    implements Codec<Activation> {
  private static final String FUNCTION = "function";

  @Override
  public Activation read(Object plain) {
    if (plain instanceof Optional<?> none && none.isEmpty()) {
      return Activations.LINEAR;
    }
    if (plain instanceof Map<?, ?> map
        && FUNCTION.equals(map.get("class_name"))
        && map.get("config") instanceof String registeredName) {
      return foreign(registeredName);
    }
    return known.codec().read(plain);
  }

  /** A function of a user's own is known by the name under which it was written. */
  @Override
  public Activation read(Object plain, Activation present) {
    return known.find(present.name()).isEmpty() && plain.equals(write(present))
        ? present
        : plain instanceof Map<?, ?> map && present.name().equals(map.get("class_name"))
            ? known.codec().read(plain, present)
            : read(plain);
  }

  @Override
  public Object write(Activation activation) {
    if (!activation.options().hasOnlyDefaults()) {
      return activation.toPlain();
    }
    return keras.find(activation.name()).isPresent()
        ? activation.name()
        : asForeign(activation.name());
  }

  /** A function that Keras does not have; it keeps the name under which it was registered. */
  private static Activation foreign(String registeredName) {
    Activation legacy = Activations.LEGACY_HARD_SIGMOID;
    String name = registeredName.substring(registeredName.indexOf('>') + 1);
    if (!name.equals(legacy.name())) {
      throw new IllegalArgumentException(
          "a function of Keras or " + legacy.name() + "; others can not be read");
    }
    return new Activation(Options.of(registeredName), legacy.function());
  }

  private static Map<String, Object> asForeign(String registeredName) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("module", "builtins");
    plain.put("class_name", FUNCTION);
    plain.put("config", registeredName);
    plain.put("registered_name", FUNCTION);
    return plain;
  }
}
