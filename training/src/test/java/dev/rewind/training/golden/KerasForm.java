package dev.rewind.training.golden;

import dev.rewind.core.options.Options;
import dev.rewind.testkit.GoldenValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recorded configurations in the plain form that options are read from. */
final class KerasForm {
  /** What Keras adds to a serialised object so that Python finds its class. */
  private static final Set<String> PYTHON_ONLY = Set.of("module", "registered_name");

  private KerasForm() {}

  /** A recorded value in plain form: an absent value instead of null. */
  static Object of(GoldenValue recorded) {
    return plain(recorded.plain());
  }

  /** The same for comparisons: all numbers are doubles, since JSON has but one kind. */
  static Object comparable(Object plain) {
    if (plain instanceof Number number) {
      return number.doubleValue();
    }
    if (plain instanceof List<?> list) {
      return list.stream().map(KerasForm::comparable).toList();
    }
    if (plain instanceof Map<?, ?> map) {
      Map<Object, Object> result = new LinkedHashMap<>();
      map.forEach((key, value) -> result.put(key, comparable(value)));
      return result;
    }
    return plain;
  }

  /**
   * Reads recorded arguments into options.
   *
   * @param unbuilt keys that no option exists for yet; they may only say nothing
   * @param withoutEffect keys that change no number, to be left out
   */
  static Options read(
      Options options, GoldenValue args, Set<String> unbuilt, Set<String> withoutEffect) {
    Map<String, Object> known = new LinkedHashMap<>();
    args.fields()
        .forEach(
            (key, value) -> {
              Object plain = of(value);
              if (unbuilt.contains(key)) {
                requireSaysNothing(key, plain);
              } else if (!withoutEffect.contains(key)) {
                known.put(key, plain);
              }
            });
    return options.read(known);
  }

  private static void requireSaysNothing(String key, Object plain) {
    if (!plain.equals(false) && !plain.equals(Optional.empty())) {
      throw new UnsupportedOperationException(key + " = " + plain + " is not built");
    }
  }

  private static Object plain(@Nullable Object json) {
    if (json == null) {
      return Optional.empty();
    }
    if (json instanceof List<?> list) {
      return list.stream().map(KerasForm::plain).toList();
    }
    if (json instanceof Map<?, ?> map) {
      Map<Object, Object> result = new LinkedHashMap<>();
      map.forEach((key, value) -> result.put(key, plain(value)));
      result.keySet().removeAll(PYTHON_ONLY);
      return result;
    }
    return json;
  }
}
