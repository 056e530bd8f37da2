package dev.rewind.training.golden;

import dev.rewind.core.options.Options;
import dev.rewind.testkit.GoldenValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Golden arguments in the plain form that options are read from. */
final class Plain {
  private Plain() {}

  /** Nulls of JSON become the absent value of plain form. */
  static Object of(@Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Plain::of).toList();
    }
    return value instanceof Map<?, ?> map ? map(map) : value;
  }

  /**
   * Reads arguments into options.
   *
   * @param unbuilt keys that no option exists for yet; they may only say nothing
   * @param withoutEffect keys that change no number, to be left out
   */
  static Options read(
      Options options, GoldenValue args, Set<String> unbuilt, Set<String> withoutEffect) {
    Map<String, Object> known = new LinkedHashMap<>();
    map((Map<?, ?>) Objects.requireNonNull(args.plain()))
        .forEach(
            (key, value) -> {
              if (withoutEffect.contains(key)) {
                return;
              }
              if (!unbuilt.contains(key)) {
                known.put(key, value);
              } else if (!value.equals(false) && !value.equals(Optional.empty())) {
                throw new UnsupportedOperationException(key + " = " + value + " is not built");
              }
            });
    return options.read(known);
  }

  private static Map<String, Object> map(Map<?, ?> map) {
    Map<String, Object> plain = new LinkedHashMap<>();
    map.forEach((key, value) -> plain.put(String.valueOf(key), of(value)));
    return plain;
  }
}
