package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.layers.DataShape;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.BatchTarget;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.losses.Loss;
import dev.rewind.training.metrics.Metric;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Refuses data sets that do not fit a compiled model, all of their samples before the first step.
 *
 * @param model what is to be trained or evaluated
 * @param objectives what for
 */
record FitCheck(Model model, Objectives objectives) {
  /** Samples whose targets are looked at together. */
  private static final int CHECKED_AT_ONCE = 256;

  void require(String who, Dataset data) {
    model.graph().requireFit(who, data.inputShapes());
    List<DataShape> targets = data.targetShapes();
    Checks.require(
        !targets.isEmpty(), who, "data have no targets. Give the data set labels or targets.");
    requireNumber(who, objectives, targets.size());
    for (int i = 0; i < targets.size(); i++) {
      requireTime(who, i, targets.get(i));
    }
    requireValues(who, data);
  }

  /** Refuses a batch before anything is computed with it. */
  void require(Batch batch) {
    String who = "batch";
    model.graph().requireFit(who, batch.inputShapes());
    List<BatchTarget> targets = batch.allTargets();
    requireNumber(who, objectives, targets.size());
    for (int i = 0; i < targets.size(); i++) {
      DMatrixRMaj values = targets.get(i).values();
      boolean perSequence = objectives.get(i).loss().perSequence();
      requireTime(who, i, targets.get(i).shape());
      int steps =
          perSequence ? model.outputShapes().get(i).timesteps().orElse(batch.timesteps()) : 1;
      requireFit(i, values, values.numRows * steps);
    }
  }

  private void requireTime(String who, int number, DataShape targets) {
    DataShape output = model.outputShapes().get(number);
    Loss loss = objectives.get(number).loss();
    boolean fits =
        loss.perSequence()
            ? output.hasTime() && !targets.hasTime()
            : output.hasTime() == targets.hasTime();
    if (!fits) {
      String found = "the model gives " + output + " and the targets are " + targets;
      throw new IllegalArgumentException(
          loss.perSequence()
              ? who
                  + (": " + loss.name() + " is a loss of sequences, " + found)
                  + "; expected sequences and one row of targets for each."
              : who
                  + (": " + found + "; expected both with a time axis or both without.")
                  + " Set returnSequences on the last recurrent layer, or give other targets.");
    }
  }

  /** Refuses targets for another number of outputs. */
  static void requireNumber(String who, Objectives objectives, int targets) {
    if (targets != objectives.size()) {
      throw new IllegalArgumentException(
          who
              + (": data have " + targets + (targets == 1 ? " target" : " targets"))
              + ("; expected one for each of the outputs " + objectives.outputs() + "."));
    }
  }

  /** Targets of samples are put together, so that a row in a message is a sample. */
  private void requireValues(String who, Dataset data) {
    List<DMatrixRMaj> whole =
        data.targetShapes().stream()
            .map(shape -> new DMatrixRMaj(shape.hasTime() ? 0 : data.size(), shape.features()))
            .toList();
    for (int from = 0; from < data.size(); from += CHECKED_AT_ONCE) {
      int to = from + Math.min(CHECKED_AT_ONCE, data.size() - from);
      List<BatchTarget> targets = data.targetsOf(IntStream.range(from, to).toArray());
      requireNumber(who, objectives, targets.size());
      for (int i = 0; i < whole.size(); i++) {
        BatchTarget target = targets.get(i);
        if (target.perStep()) {
          requireFit(i, target.values(), target.values().numRows);
        } else {
          CommonOps_DDRM.insert(target.values(), whole.get(i), from, 0);
        }
      }
    }
    for (int i = 0; i < whole.size(); i++) {
      if (whole.get(i).numRows > 0) {
        int steps = objectives.get(i).loss().perSequence() ? outputLength(i, data) : 1;
        requireFit(i, whole.get(i), whole.get(i).numRows * steps);
      }
    }
  }

  /** The length of an output, which is that of the longest input unless the model says it. */
  private int outputLength(int output, Dataset data) {
    return model
        .outputShapes()
        .get(output)
        .timesteps()
        .orElseGet(() -> data.inputShape().timesteps().orElseGet(() -> longest(data)));
  }

  private static int longest(Dataset data) {
    return IntStream.range(0, data.size()).map(data::timesteps).max().orElseThrow();
  }

  private void requireFit(int output, DMatrixRMaj targets, int rows) {
    Shape predictions = new Shape(rows, model.outputShapes().get(output).features());
    objectives.get(output).loss().checkTargets(targets, predictions);
    for (Metric metric : objectives.metrics(output)) {
      metric.checkShapes(Shape.of(targets), predictions);
    }
  }

  /** Refuses weights for classes that the model does not tell apart. */
  void requireClasses(Map<Integer, Double> classWeights) {
    if (classWeights.isEmpty()) {
      return;
    }
    requireOneOutput();
    int classes = Math.max(2, model.outputShapes().get(0).features());
    for (int label : classWeights.keySet()) {
      Checks.require(
          label < classes,
          "fit",
          "there is a class weight for class "
              + label
              + "; expected classes from 0 to "
              + (classes - 1)
              + ", which the model tells apart.");
    }
  }

  private void requireOneOutput() {
    Checks.require(
        objectives.size() == 1,
        "fit",
        "class weights are for a model of one output, and this one has the outputs "
            + objectives.outputs()
            + ". Give the data sample weights.");
  }
}
