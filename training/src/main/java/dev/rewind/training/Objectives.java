package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.training.losses.Reduction;
import dev.rewind.training.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One objective for each output of a model. */
final class Objectives {
  private static final String WHO = "compile";

  private final List<String> outputs;
  private final List<Objective> all;
  private final List<List<Metric>> metrics;

  private Objectives(List<String> outputs, List<Objective> all) {
    this.outputs = List.copyOf(outputs);
    this.all = List.copyOf(all);
    this.metrics = all.stream().map(Objectives::metrics).toList();
  }

  private static List<Metric> metrics(Objective objective) {
    return Stream.concat(objective.metrics().stream(), objective.weightedMetrics().stream())
        .toList();
  }

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
    Checks.require(
        !objective.loss().perSequence()
            || (objective.metrics().isEmpty() && objective.weightedMetrics().isEmpty()),
        WHO,
        objective.loss().name()
            + " is a loss of sequences, whose targets metrics of rows can not be compared with;"
            + " expected no metrics.");
    metrics(objective)
        .forEach(
            metric ->
                Checks.require(
                    metric.isScalar(),
                    WHO,
                    metric.name()
                        + " has several numbers; expected a metric of one."
                        + " Average them, or measure it in a loop of your own."));
  }

  /** The names of the outputs. */
  List<String> outputs() {
    return outputs;
  }

  /** The objectives in the order of the outputs. */
  List<Objective> all() {
    return all;
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
    return metrics.get(output);
  }
}
