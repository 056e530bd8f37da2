package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.optimizers.Optimizer;
import dev.rewind.training.callbacks.Callback;
import dev.rewind.training.callbacks.Training;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.metrics.Direction;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The loop over epochs and batches of one call of fit. */
final class FitLoop implements Training {
  private static final String VALIDATED = "val_";
  private static final String POSITION = "fit/position";
  private static final String SETTINGS = "fit/settings";
  private static final String TRAIN = "fit/data";
  private static final String VALIDATION = "fit/validation";
  private static final String SCORES = "fit/scores";
  private static final String CALLBACKS = "callbacks";

  private final Trainer trainer;
  private final FitOptions options;
  private final Epochs train;
  private final Optional<Epochs> validation;
  private final FitCallbacks callbacks;
  private final FitPosition position = new FitPosition();
  private Scores scores;
  private int epoch;
  private int step;
  private boolean begun;
  private Optional<Snapshot> saved = Optional.empty();

  FitLoop(Trainer trainer, FitOptions options, Epochs train, Optional<Epochs> validation) {
    this.trainer = trainer;
    this.options = options;
    this.train = train;
    this.validation = validation;
    this.callbacks = new FitCallbacks(options.allCallbacks());
    this.scores = trainer.newScores();
    this.epoch = options.initialEpoch();
    position.epoch = epoch;
  }

  History run() {
    callbacks.begin(this);
    begun = true;
    boolean over = saved.map(this::restoreAll).orElse(false);
    saved = Optional.empty();
    while (position.epoch < options.epochs() && !over) {
      trainOneEpoch();
      endEpoch();
      over = position.stopped;
    }
    trainer.finish();
    tell("onTrainEnd", Callback::onTrainEnd);
    return new History(position.history);
  }

  /** As in Keras, who stops an epoch at its begin or before gets one batch of it. */
  private void trainOneEpoch() {
    if (!position.insideEpoch) {
      beginEpoch();
    }
    while (train.hasNext(position.stepsDone) && !(position.stopped && position.stepsDone > 0)) {
      step = position.stepsDone;
      tell("onTrainBatchBegin", Callback::onTrainBatchBegin);
      trainer.step(train.next(), scores);
      position.stepsDone++;
      position.logs = scores.values();
      tell("onTrainBatchEnd", Callback::onTrainBatchEnd);
      tell("betweenSteps", Callback::betweenSteps);
    }
    requireBatch("epoch", position.stepsDone);
  }

  private void beginEpoch() {
    position.insideEpoch = true;
    position.stepsDone = 0;
    position.logs = Map.of();
    epoch = position.epoch;
    step = 0;
    scores = trainer.newScores();
    train.begin();
    tell("onEpochBegin", Callback::onEpochBegin);
  }

  private void endEpoch() {
    if ((position.epoch + 1) % options.validationFreq() == 0) {
      validation.ifPresent(this::validateOn);
    }
    tell("onEpochEnd", Callback::onEpochEnd);
    position.history.add(position.logs);
    position.epoch++;
    position.insideEpoch = false;
    tell("betweenSteps", Callback::betweenSteps);
  }

  /** Training goes on with the states that it carried before. */
  private void validateOn(Epochs data) {
    tell("onTestBegin", Callback::onTestBegin);
    Runnable putBack = trainer.model().keepCarriedStates();
    data.begin();
    Scores validated = trainer.newScores();
    int most = options.validationSteps().orElse(Integer.MAX_VALUE);
    int done = 0;
    while (done < most && data.hasNext(done)) {
      trainer.score(data.next(), validated);
      done++;
    }
    putBack.run();
    requireBatch("validation of epoch", done);
    Map<String, Double> all = new LinkedHashMap<>(position.logs);
    validated.values().forEach((name, value) -> all.put(VALIDATED + name, value));
    position.logs = Collections.unmodifiableMap(all);
    tell("onTestEnd", Callback::onTestEnd);
  }

  private void requireBatch(String what, int batches) {
    Checks.require(
        batches > 0,
        "fit",
        what
            + " "
            + epoch
            + " has no batch. Give an Iterable that can be gone through anew for each epoch.");
  }

  private void tell(String what, BiConsumer<Callback, Training> method) {
    callbacks.tell(this, what, method);
  }

  @Override
  public int epochs() {
    return options.epochs();
  }

  @Override
  public OptionalInt steps() {
    return train.steps();
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public int step() {
    return step;
  }

  @Override
  public Map<String, Double> logs() {
    return position.logs;
  }

  @Override
  public Set<String> logNames() {
    Set<String> names = new TreeSet<>(scores.names());
    if (validation.isPresent() && options.validationFreq() <= options.epochs()) {
      scores.names().forEach(name -> names.add(VALIDATED + name));
    }
    names.addAll(callbacks.logNames());
    return Collections.unmodifiableSet(names);
  }

  @Override
  public Optional<Direction> direction(String logName) {
    return scores.direction(
        logName.startsWith(VALIDATED) ? logName.substring(VALIDATED.length()) : logName);
  }

  @Override
  public void log(String name, double value) {
    Map<String, Double> all = new LinkedHashMap<>(position.logs);
    all.put(name, value);
    position.logs = Collections.unmodifiableMap(all);
  }

  @Override
  public void stop() {
    position.stopped = true;
  }

  @Override
  public Optimizer optimizer() {
    return trainer.optimizer();
  }

  @Override
  public Snapshot saveModel() {
    return trainer.model().save();
  }

  @Override
  public Snapshot saveWeights() {
    return trainer.model().saveWeights();
  }

  @Override
  public Snapshot save() {
    Snapshot.Builder all = new Snapshot.Builder().putAll(saveModel());
    all.put(SETTINGS, settings()).put(POSITION, position.save()).put(TRAIN, train.save());
    all.put(SCORES, scores.save()).put(CALLBACKS, callbacks.save());
    validation.ifPresent(data -> all.put(VALIDATION, data.save()));
    return all.build();
  }

  /** What must be the same, for the same bits to follow. */
  private String settings() {
    return options.trajectory()
        + (", steps " + counted(train))
        + (", validation " + validation.map(FitLoop::counted).orElse("none"))
        + (", losses " + trainer.objectives().all().stream().map(o -> o.loss().toPlain()).toList())
        + (", scores " + scores.names());
  }

  private static String counted(Epochs data) {
    return data.steps().isPresent() ? String.valueOf(data.steps().getAsInt()) : "not counted";
  }

  @Override
  public void restore(Snapshot from) {
    if (!from.has(POSITION)) {
      trainer.model().restore(from);
      return;
    }
    if (begun) {
      throw new IllegalStateException(
          "restore: the snapshot is of a whole training, and this one is under way."
              + " Restore it in onTrainBegin, or restore what saveModel gave.");
    }
    Checks.require(
        from.text(SETTINGS).equals(settings()),
        "restore",
        "the training was saved with "
            + from.text(SETTINGS)
            + "; expected "
            + settings()
            + ". Go on with the same data, scores and options.");
    callbacks.requireKnown(from.part(CALLBACKS));
    saved = Optional.of(from);
  }

  /**
   * When all callbacks have begun, for they start anew when they begin.
   *
   * @return whether nothing is left to do, since the training was stopped
   */
  private boolean restoreAll(Snapshot from) {
    trainer.model().restore(from);
    position.restore(from.part(POSITION));
    train.restore(from.part(TRAIN));
    validation.ifPresent(data -> data.restore(from.part(VALIDATION)));
    scores = trainer.newScores();
    scores.restore(from.part(SCORES));
    epoch = position.insideEpoch ? position.epoch : Math.max(0, position.epoch - 1);
    step = Math.max(0, position.stepsDone - 1);
    callbacks.restore(from.part(CALLBACKS));
    return position.stopped && !position.insideEpoch;
  }
}
