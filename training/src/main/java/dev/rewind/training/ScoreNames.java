package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.training.metrics.Direction;
import dev.rewind.training.metrics.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the losses and metrics of a compiled model are called, made once for all of its steps. */
final class ScoreNames {
  /** The loss of the model. */
  static final String LOSS = "loss";

  private final Objectives objectives;
  private final List<String> losses;
  private final List<List<String>> metrics = new ArrayList<>();
  private final Set<String> all = new TreeSet<>();

  /** Refuses metrics that could not be told apart. */
  ScoreNames(Objectives objectives) {
    this.objectives = objectives;
    this.losses =
        objectives.size() == 1
            ? List.of()
            : objectives.outputs().stream().map(output -> output + "_" + LOSS).toList();
    all.add(LOSS);
    all.addAll(losses);
    for (int output = 0; output < objectives.size(); output++) {
      List<String> names = new ArrayList<>();
      for (Metric metric : objectives.metrics(output)) {
        String name = objectives.prefix(output) + metric.name();
        Checks.require(
            all.add(name),
            "compile",
            "two scores are called " + name + ". Give the metric another name.");
        names.add(name);
      }
      metrics.add(List.copyOf(names));
    }
    for (String name : all) {
      Checks.require(
          !name.startsWith("val_"),
          "compile",
          "a score is called "
              + name
              + ", as those of validation are. Give the metric or the output layer another name.");
    }
  }

  Objectives objectives() {
    return objectives;
  }

  /** All names, in order. */
  Set<String> all() {
    return Collections.unmodifiableSet(all);
  }

  /** Those of the losses of outputs; none if there is one output, whose loss is the model's. */
  List<String> losses() {
    return losses;
  }

  /** Those of the metrics of an output, in the order of {@link Objectives#metrics}. */
  List<String> metrics(int output) {
    return metrics.get(output);
  }

  /** Whether a score is better when it is larger, if that is known. */
  Optional<Direction> direction(String name) {
    if (name.equals(LOSS) || losses.contains(name)) {
      return Optional.of(Direction.DOWN);
    }
    for (int output = 0; output < metrics.size(); output++) {
      int number = metrics.get(output).indexOf(name);
      if (number >= 0) {
        return objectives.metrics(output).get(number).direction();
      }
    }
    return Optional.empty();
  }
}
