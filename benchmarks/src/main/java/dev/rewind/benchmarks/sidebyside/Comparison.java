package dev.rewind.benchmarks.sidebyside;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The rounds of one task.
 *
 * @param task what was done
 * @param about names and versions of those that were there, by their names; the first of them is
 *     whom the others are compared with
 * @param absent why others were left out, by their names
 * @param rounds at least one
 */
record Comparison(
    Task task, Map<String, String> about, Map<String, String> absent, List<Round> rounds) {

  Comparison {
    rounds = List.copyOf(rounds);
  }

  /** Those that were there, the first first. */
  List<String> names() {
    return List.copyOf(about.keySet());
  }

  /** That a step took, the median of the rounds. */
  double seconds(String name) {
    return median(round -> round.seconds(name));
  }

  /** How many times as long one took as the first, the median of the rounds' ratios. */
  double ratio(String name) {
    return median(round -> round.ratio(name, names().get(0)));
  }

  /** That ratio, round by round. */
  List<Double> ratios(String name) {
    return rounds.stream().map(round -> round.ratio(name, names().get(0))).toList();
  }

  private double median(ToDoubleFunction<Round> number) {
    return Median.of(rounds.stream().mapToDouble(number).boxed().toList());
  }
}
