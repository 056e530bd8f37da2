package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.training.losses.Reduction;
import dev.rewind.training.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One objective for each output of a model.
 *
 * @param outputs the names of the outputs
 * @param all the objectives in the order of the outputs
 */
record Objectives(List<String> outputs, List<Objective> all) {
  private static final String WHO = "compile";

  /** Puts objectives in the order of the outputs, and refuses what can not be trained for. */
  static Objectives of(List<String> outputs, List<Objective> objectives) {
    Checks.require(
        outputs.size() == objectives.size(),
        WHO,
        "got "
            + objectives.size()
            + (objectives.size() == 1 ? " objective" : " objectives")
            + " for the outputs "
            + outputs
            + "; expected one for each."
            + " Give an Objective for each, or train a Functional of fewer outputs.");
    Objectives sorted = new Objectives(outputs, sorted(outputs, objectives));
    sorted.all.forEach(Objectives::requireNumbers);
    return sorted;
  }

  private static List<Objective> sorted(List<String> outputs, List<Objective> objectives) {
    List<String> names = objectives.stream().flatMap(o -> o.output().stream()).toList();
    if (names.isEmpty()) {
      return objectives;
    }
    List<Objective> sorted = new ArrayList<>();
    for (String output : outputs) {
      Checks.require(
          names.size() == outputs.size()
              && names.indexOf(output) == names.lastIndexOf(output)
              && names.contains(output),
          WHO,
          "the objectives are for the outputs "
              + names
              + "; expected one for each of "
              + outputs
              + ". Name the output of each, or of none.");
      sorted.add(objectives.get(names.indexOf(output)));
    }
    return sorted;
  }

  private static void requireNumbers(Objective objective) {
    Checks.require(
        objective.loss().reduction() != Reduction.NONE,
        WHO,
        objective.loss().name()
            + " has the reduction none; expected one that gives a single number.");
    Stream.concat(objective.metrics().stream(), objective.weightedMetrics().stream())
        .forEach(
            metric ->
                Checks.require(
                    metric.isScalar(),
                    WHO,
                    metric.name()
                        + " has several numbers; expected a metric of one."
                        + " Average them, or measure it in a loop of your own."));
  }

  int size() {
    return all.size();
  }

  Objective get(int output) {
    return all.get(output);
  }

  /** What the names of scores of an output begin with. */
  String prefix(int output) {
    return size() == 1 ? "" : outputs.get(output) + "_";
  }

  /** Metrics without weights, then those with. */
  List<Metric> metrics(int output) {
    return Stream.concat(get(output).metrics().stream(), get(output).weightedMetrics().stream())
        .toList();
  }
}
