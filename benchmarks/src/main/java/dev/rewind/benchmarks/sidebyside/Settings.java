package dev.rewind.benchmarks.sidebyside;

import dev.rewind.benchmarks.task.Size;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What to measure, and how.
 *
 * @param python the interpreter that can import torch and jax
 * @param sizes of model and batch
 * @param work what a step is
 * @param rounds in each of which everyone has a turn
 * @param seconds that a turn takes at least
 * @param warmup seconds that everyone runs before the first round
 * @param threads that everyone may use
 * @param kernels of Rewind; empty for those that it chooses
 */
record Settings(
    String python,
    List<Size> sizes,
    List<Work> work,
    int rounds,
    double seconds,
    double warmup,
    int threads,
    Optional<String> kernels) {

  static final Settings DEFAULT =
      new Settings("python3", Size.GRID, List.of(Work.values()), 7, 0.5, 5, 2, Optional.empty());

  private static final List<String> KEYS =
      List.of("python", "sizes", "work", "rounds", "seconds", "warmup", "threads", "kernels");

  private static final List<String> PROVIDERS = List.of("portable", "vector");

  /** Reads words such as {@code rounds=3}; what is not said is as in {@link #DEFAULT}. */
  static Settings parse(List<String> words) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : words) {
      String[] parts = word.split("=", 2);
      if (parts.length < 2 || !KEYS.contains(parts[0])) {
        throw new IllegalArgumentException(
            "SideBySide: got '%s'; expected KEY=VALUE with a key of %s.".formatted(word, KEYS));
      }
      values.put(parts[0], parts[1]);
    }
    return new Settings(
        values.getOrDefault("python", DEFAULT.python),
        get(values, "sizes", text -> list(text, Size::parse), DEFAULT.sizes),
        get(values, "work", text -> list(text, Work::parse), DEFAULT.work),
        get(values, "rounds", text -> count("rounds", text), DEFAULT.rounds),
        get(values, "seconds", text -> duration("seconds", text), DEFAULT.seconds),
        get(values, "warmup", text -> duration("warmup", text), DEFAULT.warmup),
        get(values, "threads", text -> count("threads", text), DEFAULT.threads),
        Optional.ofNullable(values.get("kernels")).map(Settings::kernels));
  }

  private static <T> T get(
      Map<String, String> values, String key, Function<String, T> read, T otherwise) {
    return Optional.ofNullable(values.get(key)).map(read).orElse(otherwise);
  }

  private static <T> List<T> list(String text, Function<String, T> read) {
    return Arrays.stream(text.split(",", -1)).map(read).toList();
  }

  private static String kernels(String text) {
    if (!PROVIDERS.contains(text)) {
      throw new IllegalArgumentException(
          "SideBySide: kernels is '%s'; expected one of %s.".formatted(text, PROVIDERS));
    }
    return text;
  }

  private static int count(String key, String text) {
    if (!text.matches("[1-9]\\d{0,5}")) {
      throw new IllegalArgumentException(
          "SideBySide: %s is '%s'; expected a whole number from 1 to 999999.".formatted(key, text));
    }
    return Integer.parseInt(text);
  }

  private static double duration(String key, String text) {
    if (!text.matches("\\d{1,5}(\\.\\d{1,5})?") || Double.parseDouble(text) == 0) {
      throw new IllegalArgumentException(
          "SideBySide: %s is '%s'; expected a positive number such as 0.5.".formatted(key, text));
    }
    return Double.parseDouble(text);
  }
}
