package dev.rewind.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of one id, gathered to a sequence. */
final class CsvGroup {
  private final String id;
  private final List<double[]> steps = new ArrayList<>();
  private final List<double[]> targets = new ArrayList<>();
  private long firstLine;

  CsvGroup(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /** Refuses another target than that of the first row, unless each row has its own. */
  void add(CsvRow row, double[] features, double[] target, CsvColumns columns) {
    firstLine = steps.isEmpty() ? row.line() : firstLine;
    steps.add(features);
    targets.add(target);
    if (!columns.targetPerStep() && !Arrays.equals(target, targets.get(0))) {
      throw row.error(
          "the target of \""
              + id
              + "\" is "
              + Arrays.toString(target)
              + " here and "
              + Arrays.toString(targets.get(0))
              + " in line "
              + firstLine
              + "; expected one for all rows of a group. Use perStep() if each row has its own.");
    }
  }

  double[][] steps() {
    return steps.toArray(new double[0][]);
  }

  double[][] stepTargets() {
    return targets.toArray(new double[0][]);
  }

  double[] target() {
    return targets.get(0);
  }

  /** As a sample of a stream. */
  Sample sample(CsvColumns columns) {
    Sample sample = Sample.ofSequence(steps());
    if (columns.targets().isEmpty()) {
      return sample;
    }
    return columns.targetPerStep()
        ? sample.withStepTargets(stepTargets())
        : sample.withTarget(target());
  }
}
