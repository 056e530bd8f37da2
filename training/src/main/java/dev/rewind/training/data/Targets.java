package dev.rewind.training.data;

import dev.rewind.core.Checks;
import dev.rewind.training.data.Blocks.Wording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What the samples of a data set are to be mapped to. Immutable.
 *
 * @param values one row per sample, or one per time step
 * @param perStep which of both
 * @param classNames names of the classes if the values are class labels, else empty
 */
record Targets(Blocks values, boolean perStep, List<String> classNames) {

  static Targets labels(String who, Blocks inputs, int[] labels, List<String> classNames) {
    requireCount(who, "labels", labels.length, inputs.size());
    List<String> names = List.copyOf(classNames);
    Checks.require(!names.isEmpty(), who, "got no class names; expected at least one.");
    Checks.require(
        new HashSet<>(names).size() == names.size(),
        who,
        "class names " + names + " are not distinct. Give each class a name of its own.");
    List<double[][]> rows = new ArrayList<>();
    for (int sample = 0; sample < labels.length; sample++) {
      Checks.require(
          0 <= labels[sample] && labels[sample] < names.size(),
          who,
          "label of sample "
              + sample
              + " is "
              + labels[sample]
              + "; expected 0 to "
              + (names.size() - 1)
              + " for "
              + names.size()
              + " classes. Count classes from 0.");
      rows.add(new double[][] {{labels[sample]}});
    }
    return new Targets(Blocks.copyOf(who, Wording.TARGET, rows), false, names);
  }

  static Targets values(String who, Blocks inputs, double[][] targets) {
    requireCount(who, "targets", targets.length, inputs.size());
    List<double[][]> rows = new ArrayList<>();
    for (double[] target : targets) {
      rows.add(new double[][] {target});
    }
    return new Targets(Blocks.copyOf(who, Wording.TARGET, rows), false, List.of());
  }

  static Targets steps(String who, Blocks inputs, List<double[][]> targets) {
    requireCount(who, "targets", targets.size(), inputs.size());
    for (int sample = 0; sample < targets.size(); sample++) {
      Checks.require(
          targets.get(sample).length == inputs.rows(sample),
          who,
          "target of sample "
              + sample
              + " has "
              + targets.get(sample).length
              + " time steps; expected "
              + inputs.rows(sample)
              + " as in its sequence. Give each step a target.");
    }
    return new Targets(Blocks.copyOf(who, Wording.STEP_TARGET, targets), true, List.of());
  }

  static void requireCount(String who, String what, int actual, int samples) {
    Checks.require(
        actual == samples,
        who,
        "got " + actual + " " + what + " for " + samples + " samples; expected one for each.");
  }
}
