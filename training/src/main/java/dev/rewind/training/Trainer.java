package dev.rewind.training;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.scale;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.optimizers.Optimizer;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.losses.Loss;
import dev.rewind.training.losses.Reduction;
import dev.rewind.training.losses.SampleWeights;
import dev.rewind.training.metrics.Metric;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** A compiled model: one training step, and evaluation. */
final class Trainer {
  /** Samples whose inputs are padded together while only their targets are looked at. */
  private static final int CHECKED_AT_ONCE = 256;

  private final Model model;
  private final Optimizer optimizer;
  private final Loss loss;
  private final List<Metric> metrics;
  private final RandomSource dropout;

  Trainer(Model model, Optimizer optimizer, Loss loss, List<Metric> metrics, RandomSource dropout) {
    Checks.require(
        loss.reduction() != Reduction.NONE,
        "compile",
        loss.name() + " has the reduction none; expected one that gives a single number.");
    this.model = model;
    this.optimizer = optimizer;
    this.loss = loss;
    this.metrics = metrics;
    this.dropout = dropout;
    newScores();
  }

  Optimizer optimizer() {
    return optimizer;
  }

  Scores newScores() {
    return new Scores(metrics);
  }

  /** Forward, backward, update, projection. */
  void step(Batch batch, Scores scores) {
    try (Tape tape = model.newTape()) {
      Variable total = loss(CallContext.training(tape, dropout), batch, scores);
      Variable scaled = optimizer.lossScale().map(factor -> scale(total, factor)).orElse(total);
      optimizer.apply(tape.gradients(scaled));
    }
    model.weights().stream().filter(Weight::trainable).forEach(Weight::constrain);
  }

  /** Gives the parameters their averages, if the optimizer keeps any. */
  void finish() {
    optimizer.finalizeVariableValues();
  }

  /** Loss and metrics of data that are known to fit. */
  Map<String, Double> score(Dataset data, int batchSize) {
    Scores scores = newScores();
    for (int[] samples : Batches.inOrder(data.size(), batchSize)) {
      try (Tape tape = model.newTape()) {
        loss(CallContext.inference(tape).withoutGradients(), data.batch(samples), scores);
      }
    }
    return scores.values();
  }

  /** The loss with the penalties on the weights; scored on the way. */
  private Variable loss(CallContext context, Batch batch, Scores scores) {
    Sequence output = model.call(context, batch.sequences(context.tape())).get(0);
    SampleWeights masked = SampleWeights.of(output);
    SampleWeights weighted = batch.sampleWeights().map(masked::times).orElse(masked);
    Variable total = loss.call(batch.targets(), output.values(), weighted);
    for (Weight weight : model.weights()) {
      if (weight.trainable() && weight.regularizer().isPresent()) {
        total = add(total, weight.regularizer().get().penalty(context.use(weight)));
      }
    }
    for (Variable penalty : context.losses()) {
      total = add(total, penalty);
    }
    scores.add(total.scalar(), batch.size());
    scores.update(batch.targets(), output.values().value(), masked);
    return total;
  }

  /** Refuses data that do not fit, all of them before the first step. */
  void requireFit(String who, Dataset data, int batchSize) {
    model.requireFit(who, data, batchSize);
    DataShape output = model.outputShape();
    DataShape targets =
        data.targetShape()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        who + ": data have no targets. Give the data set labels or targets."));
    Checks.require(
        targets.hasTime() == output.hasTime(),
        who,
        "the model gives "
            + output
            + " and the targets are "
            + targets
            + "; expected both with a time axis or both without."
            + " Set returnSequences on the last recurrent layer, or give other targets.");
    if (targets.hasTime()) {
      for (int[] samples : Batches.inOrder(data.size(), CHECKED_AT_ONCE)) {
        requireFit(data.batch(samples).targets(), output.features());
      }
    } else {
      requireFit(allTargets(data, targets.features()), output.features());
    }
  }

  /** Refuses validation in batches of another size, where layers carry states from training. */
  void requireBatchesAsInTraining(int validated, int trained) {
    Checks.require(
        !model.isStateful() || validated == trained,
        "fit",
        "validation has batches of "
            + validated
            + " samples and training of "
            + trained
            + "; expected one size, which a model with stateful layers needs."
            + " Take another batch size, or leave samples out with subset.");
  }

  private void requireFit(DMatrixRMaj targets, int outputs) {
    Shape predictions = new Shape(targets.numRows, outputs);
    loss.checkTargets(targets, predictions);
    metrics.forEach(metric -> metric.checkShapes(Shape.of(targets), predictions));
  }

  /** One row per sample, so that a message which names a row names the sample. */
  private static DMatrixRMaj allTargets(Dataset data, int width) {
    DMatrixRMaj all = new DMatrixRMaj(data.size(), width);
    for (int[] samples : Batches.inOrder(data.size(), CHECKED_AT_ONCE)) {
      CommonOps_DDRM.insert(data.batch(samples).targets(), all, samples[0], 0);
    }
    return all;
  }
}
