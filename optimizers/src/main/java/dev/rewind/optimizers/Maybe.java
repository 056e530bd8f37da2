package dev.rewind.optimizers;

import dev.rewind.core.options.Codec;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import java.util.Optional;
import java.util.function.Predicate;

/** Declarations of options that have no value by default. */
final class Maybe {
  /** {@link #isSize} in words. */
  static final String SIZE = "finite and at least 0";

  private Maybe() {}

  static <T> Option<Optional<T>> option(
      String key, Codec<T> codec, Predicate<T> allowed, String text) {
    return Option.of(key, Codecs.optional(codec), Optional.<T>empty())
        .in(value -> value.map(allowed::test).orElse(true), text);
  }

  static Option<Optional<Double>> positive(String key) {
    return option(
        key, Codecs.DOUBLE, c -> c > 0 && c < Double.POSITIVE_INFINITY, "positive and finite");
  }

  /** Whether a number is neither negative nor infinite nor NaN. */
  static boolean isSize(double value) {
    return value >= 0 && value < Double.POSITIVE_INFINITY;
  }
}
