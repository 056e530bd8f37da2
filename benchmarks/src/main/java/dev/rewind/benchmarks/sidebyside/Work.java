package dev.rewind.benchmarks.sidebyside;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a step is. */
enum Work {
  /** Forward, backward and update, for one batch. */
  TRAINING,
  /** Forward, for one batch. */
  INFERENCE;

  /** Reads what {@link #toString} writes. */
  static Work parse(String text) {
    List<Work> all = Arrays.asList(values());
    return all.stream()
        .filter(work -> work.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Work: got '%s'; expected one of %s.".formatted(text, all)));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
