package dev.rewind.parity;

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
  static Object numbers(Object plain) {
    if (plain instanceof Number number) {
      return number.doubleValue();
    }
    if (plain instanceof List<?> list) {
      return list.stream().map(KerasForm::numbers).toList();
    }
    if (plain instanceof Map<?, ?> map) {
      Map<Object, Object> result = new LinkedHashMap<>();
      map.forEach((key, value) -> result.put(key, numbers(value)));
      return result;
    }
    return plain;
  }

  /** The same for comparisons with what was recorded without the modules of Python. */
  static Object comparable(Object plain) {
    return without(PYTHON_ONLY, numbers(plain));
  }

  /** Leaves keys out, wherever they stand. */
  static Object without(Set<String> keys, Object plain) {
    if (plain instanceof List<?> list) {
      return list.stream().map(element -> without(keys, element)).toList();
    }
    if (plain instanceof Map<?, ?> map) {
      Map<Object, Object> result = new LinkedHashMap<>();
      map.forEach((key, value) -> result.put(key, without(keys, value)));
      result.keySet().removeAll(keys);
      return result;
    }
    return plain;
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
      return result;
    }
    return json;
  }
}
