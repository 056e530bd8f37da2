package dev.rewind.benchmarks;

import dev.rewind.benchmarks.jmh.JmhBenchmarks;
import dev.rewind.benchmarks.sidebyside.SideBySide;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the benchmark that is named first, with what follows: {@code SideBySide}, {@code Growth}, or
 * one of {@link JmhBenchmarks}.
 */
public final class Main {
  private Main() {}

  /**
   * Runs a benchmark.
   *
   * @param line the name and the arguments, in one or in several strings, separated by white space
   */
  public static void main(String[] line) throws Exception {
    List<String> words =
        Arrays.stream(String.join(" ", line).split("\\s+"))
            .filter(word -> !word.isEmpty())
            .toList();
    if (words.isEmpty()) {
      throw new IllegalArgumentException(
          "Main: no benchmark named; expected SideBySide, Growth or one of %s."
              .formatted(JmhBenchmarks.names()));
    }
    String name = words.get(0);
    List<String> arguments = words.subList(1, words.size());
    if (name.equals("SideBySide")) {
      SideBySide.run(arguments);
    } else if (name.equals("Growth")) {
      Growth.run();
    } else {
      JmhBenchmarks.run(name, arguments);
    }
  }
}
