package dev.rewind.benchmarks.sidebyside;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One turn of each.
 *
 * @param slices by the names of the contenders
 */
record Round(Map<String, Slice> slices) {

  Round {
    slices = Collections.unmodifiableMap(new LinkedHashMap<>(slices));
  }

  double seconds(String name) {
    return slice(name).seconds();
  }

  long steps(String name) {
    return slice(name).steps();
  }

  private Slice slice(String name) {
    return Objects.requireNonNull(slices.get(name), name);
  }

  /** How many times as long one took as the other. */
  double ratio(String name, String other) {
    return seconds(name) / seconds(other);
  }
}
