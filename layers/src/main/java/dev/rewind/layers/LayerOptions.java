package dev.rewind.layers;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.WithOptions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The options of every layer.
 *
 * @param <S> the layer's own type
 */
public interface LayerOptions<S> extends WithOptions<S> {
  /** Option {@code name}: not empty and without /, which parts layer and weight in a path. */
  Option<Optional<String>> NAME =
      Option.of("name", Codecs.optional(Codecs.TEXT), Optional.<String>empty())
          .in(
              name -> name.map(text -> !text.isEmpty() && !text.contains("/")).orElse(true),
              "one or more characters other than /");

  /** Option {@code trainable}. */
  Option<Boolean> TRAINABLE = Option.of("trainable", Codecs.BOOLEAN, true);

  /**
   * Option {@code dtype}: the type of number that a configuration of Keras asks for. It is kept for
   * the way back to Keras and changes nothing here, where every number is a double.
   */
  Option<String> DTYPE = Option.of("dtype", new DTypePolicyCodec(), "float64");

  /** All of them. */
  List<Option<?>> COMMON = List.of(NAME, TRAINABLE, DTYPE);

  /**
   * Names the layer.
   *
   * @param name unique within the model; without one, the model counts: gru, gru_1, … One or more
   *     characters other than /, which stands between layer and weight in a path
   * @return a changed copy
   * @throws IllegalArgumentException if the name is empty or contains /
   */
  default S name(String name) {
    return with(options().with(NAME, Optional.of(Objects.requireNonNull(name, "name"))));
  }

  /**
   * The name, if one was given.
   *
   * @return the name
   */
  default Optional<String> name() {
    return options().get(NAME);
  }

  /**
   * Says which type of number a configuration of Keras shall ask for. Rewind computes in double
   * whatever it says.
   *
   * @param dtype Keras' name, {@code "float64"} by default
   * @return a changed copy
   */
  default S dtype(String dtype) {
    return with(options().with(DTYPE, dtype));
  }

  /**
   * The type of number that a configuration of Keras asks for.
   *
   * @return {@code "float64"} by default
   */
  default String dtype() {
    return options().get(DTYPE);
  }

  /**
   * Says whether training changes the weights.
   *
   * @param trainable false freezes the layer
   * @return a changed copy
   */
  default S trainable(boolean trainable) {
    return with(options().with(TRAINABLE, trainable));
  }

  /**
   * Whether training changes the weights.
   *
   * @return true by default
   */
  default boolean trainable() {
    return options().get(TRAINABLE);
  }
}
