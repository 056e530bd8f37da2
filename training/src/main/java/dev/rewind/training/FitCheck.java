package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import dev.rewind.layers.DataShape;
import dev.rewind.training.data.BatchTarget;
import dev.rewind.training.data.Dataset;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Refuses data sets that do not fit a compiled model, all of their samples before the first step.
 *
 * @param model what is to be trained or evaluated
 * @param objectives what for
 */
record FitCheck(Model model, Objectives objectives) {
  /** Samples whose inputs are padded together while only their targets are looked at. */
  private static final int CHECKED_AT_ONCE = 256;

  void require(String who, Dataset data) {
    model.graph().requireFit(who, data.inputShapes());
    List<DataShape> targets = data.targetShapes();
    Checks.require(
        !targets.isEmpty(), who, "data have no targets. Give the data set labels or targets.");
    requireNumber(who, objectives, targets.size());
    for (int i = 0; i < targets.size(); i++) {
      DataShape output = model.outputShapes().get(i);
      Checks.require(
          targets.get(i).hasTime() == output.hasTime(),
          who,
          "the model gives "
              + output
              + " and the targets are "
              + targets.get(i)
              + "; expected both with a time axis or both without."
              + " Set returnSequences on the last recurrent layer, or give other targets.");
    }
    requireValues(data);
  }

  /** Refuses targets for another number of outputs. */
  static void requireNumber(String who, Objectives objectives, int targets) {
    Checks.require(
        targets == objectives.size(),
        who,
        "data have "
            + targets
            + (targets == 1 ? " target" : " targets")
            + "; expected one for each of the outputs "
            + objectives.outputs()
            + ".");
  }

  /** Targets of samples are looked at together, so that a row in a message is a sample. */
  private void requireValues(Dataset data) {
    List<DMatrixRMaj> whole =
        data.targetShapes().stream()
            .map(shape -> new DMatrixRMaj(shape.hasTime() ? 0 : data.size(), shape.features()))
            .toList();
    for (int[] samples : Batches.inOrder(data.size(), CHECKED_AT_ONCE)) {
      List<BatchTarget> targets = data.batch(samples).allTargets();
      for (int i = 0; i < targets.size(); i++) {
        if (targets.get(i).perStep()) {
          requireFit(i, targets.get(i).values());
        } else {
          CommonOps_DDRM.insert(targets.get(i).values(), whole.get(i), samples[0], 0);
        }
      }
    }
    for (int i = 0; i < whole.size(); i++) {
      if (whole.get(i).numRows > 0) {
        requireFit(i, whole.get(i));
      }
    }
  }

  private void requireFit(int output, DMatrixRMaj targets) {
    Shape predictions = new Shape(targets.numRows, model.outputShapes().get(output).features());
    objectives.get(output).loss().checkTargets(targets, predictions);
    objectives
        .metrics(output)
        .forEach(metric -> metric.checkShapes(Shape.of(targets), predictions));
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
