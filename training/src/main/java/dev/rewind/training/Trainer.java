package dev.rewind.training;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.scale;

import dev.rewind.autograd.Place;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DropoutSource;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.Weight;
import dev.rewind.optimizers.Optimizer;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.BatchIterator;
import dev.rewind.training.data.BatchTarget;
import dev.rewind.training.losses.Loss;
import dev.rewind.training.losses.SampleWeights;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A compiled model: one training step, and evaluation. */
final class Trainer {
  private final Model model;
  private final Optimizer optimizer;
  private final Objectives objectives;
  private final DropoutSource masks;
  private final FitCheck check;
  private final ScoreNames names;
  private final List<Weight> penalised;
  private final List<Weight> constrained;

  Trainer(Model model, Optimizer optimizer, Objectives objectives, RandomSource dropout) {
    this.model = model;
    this.optimizer = optimizer;
    this.objectives = objectives;
    this.masks = DropoutSource.random(dropout);
    this.check = new FitCheck(model, objectives);
    this.names = new ScoreNames(objectives);
    List<Weight> trainable = model.weights().stream().filter(Weight::trainable).toList();
    this.penalised = trainable.stream().filter(w -> w.regularizer().isPresent()).toList();
    this.constrained = trainable.stream().filter(w -> w.constraint().isPresent()).toList();
  }

  Model model() {
    return model;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  Objectives objectives() {
    return objectives;
  }

  Scores newScores() {
    return new Scores(names);
  }

  /** Forward, backward, update, projection. */
  void step(Batch batch, Scores scores) {
    step(batch, scores, masks);
  }

  /** The same with dropout masks from elsewhere. */
  void step(Batch batch, Scores scores, DropoutSource dropoutMasks) {
    check.require(batch);
    model.begin(batch);
    try (Tape tape = model.execution().newTape()) {
      CallContext context =
          CallContext.training(tape, dropoutMasks)
              .rematerialise(model.execution().rematerialises());
      Variable total = loss(context, batch, scores);
      Variable scaled = optimizer.lossScale().map(factor -> scale(total, factor)).orElse(total);
      optimizer.apply(tape.gradients(scaled));
    }
    constrained.forEach(Weight::constrain);
    model.execution().requireFiniteUpdate(optimizer);
  }

  /** Gives the parameters their averages, if the optimizer keeps any. */
  void finish() {
    optimizer.finalizeVariableValues();
  }

  /** Losses and metrics of batches. */
  Map<String, Double> score(Iterator<Batch> batches) {
    Checks.require(batches.hasNext(), "evaluate", "got no batch; expected at least one.");
    Scores scores = newScores();
    try {
      batches.forEachRemaining(batch -> score(batch, scores));
    } finally {
      BatchIterator.closeIfNeeded(batches);
    }
    return scores.values();
  }

  /** Losses and metrics of a batch. */
  void score(Batch batch, Scores scores) {
    check.require(batch);
    model.begin(batch);
    try (Tape tape = model.execution().newTape()) {
      loss(CallContext.inference(tape).withoutGradients(), batch, scores);
    }
  }

  /** The losses with the penalties; scored on the way. */
  private Variable loss(CallContext context, Batch batch, Scores scores) {
    List<Sequence> outputs = model.call(context, batch.sequences(context.tape()));
    List<BatchTarget> targets = batch.allTargets();
    requireLengths(outputs, targets);
    Variable total = outputLoss(0, outputs.get(0), batch, scores);
    for (int output = 1; output < outputs.size(); output++) {
      total = add(total, outputLoss(output, outputs.get(output), batch, scores));
    }
    for (Weight weight : penalised) {
      total = add(total, penalty(context, weight));
    }
    for (Variable penalty : context.losses()) {
      total = add(total, penalty);
    }
    scores.add(total.scalar(), batch.size() * batch.share());
    return total;
  }

  private static Variable penalty(CallContext context, Weight weight) {
    return context
        .tape()
        .within(
            "penalty of " + weight.parameter().name(),
            () -> weight.regularizer().orElseThrow().penalty(context.use(weight)));
  }

  /** The loss of one output, times its weight. */
  private Variable outputLoss(int number, Sequence output, Batch batch, Scores scores) {
    BatchTarget target = batch.allTargets().get(number);
    Objective objective = objectives.get(number);
    SampleWeights here = SampleWeights.of(output);
    SampleWeights masked = batch.wholeTimesteps().map(here::within).orElse(here);
    SampleWeights ofBatch = batch.sampleWeights().map(masked::times).orElse(masked);
    SampleWeights weighted = target.weights().map(ofBatch::times).orElse(ofBatch);
    Variable loss = loss(objective.loss(), target, output, weighted);
    scores.add(number, loss.scalar(), batch.size() * batch.share());
    scores.update(number, target.values(), output.values().value(), masked, weighted);
    return objective.weight() == 1
        ? loss
        : loss.tape().within("loss weight", () -> scale(loss, objective.weight()));
  }

  private static Variable loss(
      Loss loss, BatchTarget target, Sequence output, SampleWeights weights) {
    Tape tape = output.values().tape();
    if (!tape.isDebuggingNumerics()) {
      return loss.call(target.values(), output.values(), weights);
    }
    Place place = Place.ofSequences(loss.name(), output.batch(), List.of(output.values()));
    return tape.within(place, () -> loss.call(target.values(), output.values(), weights));
  }

  /** Lengths are known only now. */
  private void requireLengths(List<Sequence> outputs, List<BatchTarget> targets) {
    for (int i = 0; i < targets.size(); i++) {
      BatchTarget target = targets.get(i);
      if (target.perStep() && target.timesteps().get() != outputs.get(i).timesteps()) {
        throw new IllegalArgumentException(
            "batch: targets "
                + target
                + (" are for the output " + outputs.get(i).shape())
                + (" of " + objectives.outputs().get(i))
                + "; expected as many time steps in both.");
      }
    }
  }
}
