package dev.rewind.benchmarks.sidebyside;

import dev.rewind.benchmarks.task.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Comparisons of invented numbers, chosen so that their ratios have few digits. */
final class Comparisons {
  private Comparisons() {}

  /** Three rounds: Rewind takes 2, 4, 3 ms; the other 3, 9, 3 times as long. */
  static Comparison small() {
    Map<String, String> about = new LinkedHashMap<>();
    about.put("Rewind", "Java 17");
    about.put("Other", "Other 1.2");
    return new Comparison(
        new Task(Work.TRAINING, new Size(1, 50, 8, 16), 2),
        about,
        Map.of("Third", "No module named 'third'"),
        List.of(round(0.002, 0.006), round(0.004, 0.036), round(0.003, 0.009)));
  }

  /** One round: Rewind takes 125 ms, and the other is not there. */
  static Comparison large() {
    return new Comparison(
        new Task(Work.TRAINING, new Size(64, 50, 256, 512), 2),
        Map.of("Rewind", "Java 17"),
        Map.of("Other", "out of memory"),
        List.of(new Round(Map.of("Rewind", new Slice(0.125, 5)))));
  }

  private static Round round(double rewind, double other) {
    return new Round(Map.of("Rewind", new Slice(rewind, 100), "Other", new Slice(other, 20)));
  }
}
