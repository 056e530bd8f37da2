package dev.rewind.training.data;

import dev.rewind.core.Checks;
import dev.rewind.layers.DataShape;
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

  /** Sequences of their own length, which is one for all samples. */
  static Targets sequences(String who, Blocks inputs, List<double[][]> targets) {
    requireCount(who, "targets", targets.size(), inputs.size());
    for (int sample = 0; sample < targets.size(); sample++) {
      Checks.require(
          targets.get(sample).length == targets.get(0).length,
          who,
          "target of sample "
              + sample
              + " has "
              + targets.get(sample).length
              + " time steps; expected "
              + targets.get(0).length
              + " as that of sample 0. Give all of them one length.");
    }
    return new Targets(Blocks.copyOf(who, Wording.STEP_TARGET, targets), true, List.of());
  }

  /** Vectors, or sequences whose length is given if all have the same. */
  DataShape shape() {
    return perStep ? values.sequenceShape() : DataShape.vectors(values.width());
  }

  /** What a batch is to be mapped to; step targets are padded to the longest of them. */
  BatchTarget gather(int... samples) {
    if (!perStep) {
      return BatchTarget.of(values.gather(1, samples));
    }
    int steps = values.maxRows(samples);
    return BatchTarget.ofSteps(values.gather(steps, samples), steps);
  }

  static void requireCount(String who, String what, int actual, int samples) {
    Checks.require(
        actual == samples,
        who,
        "got " + actual + " " + what + " for " + samples + " samples; expected one for each.");
  }
}
