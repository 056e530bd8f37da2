package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.optimizers.Optimizer;
import dev.rewind.training.callbacks.Callback;
import dev.rewind.training.callbacks.Training;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.metrics.Direction;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The loop over epochs and batches of one call of fit. */
final class FitLoop implements Training {
  private static final String POSITION = "fit/position";
  private static final String TRAIN = "fit/data";
  private static final String VALIDATION = "fit/validation";
  private static final String SCORES = "fit/scores";
  private static final String CALLBACKS = "callbacks";

  private final Trainer trainer;
  private final FitOptions options;
  private final Epochs train;
  private final Optional<Epochs> validation;
  private final List<Callback> callbacks;
  private final FitPosition position = new FitPosition();
  private Scores scores;
  private int step;
  private boolean begun;
  private Snapshot remembered = Snapshot.empty();
  private Map<String, Double> logs = Map.of();

  FitLoop(Trainer trainer, FitOptions options, Epochs train, Optional<Epochs> validation) {
    this.trainer = trainer;
    this.options = options;
    this.train = train;
    this.validation = validation;
    this.callbacks = options.allCallbacks();
    this.scores = trainer.newScores();
    position.epoch = options.initialEpoch();
  }

  History run() {
    callbacks.forEach(callback -> callback.onTrainBegin(this));
    begun = true;
    restoreCallbacks();
    while (position.insideEpoch || (position.epoch < options.epochs() && !position.stopped)) {
      trainOneEpoch();
      endEpoch();
    }
    trainer.finish();
    tell("onTrainEnd", Callback::onTrainEnd);
    return new History(position.history);
  }

  private void trainOneEpoch() {
    if (!position.insideEpoch) {
      beginEpoch();
    }
    while (train.hasNext(position.stepsDone) && !position.stopped) {
      step = position.stepsDone;
      tell("onTrainBatchBegin", Callback::onTrainBatchBegin);
      trainer.step(train.next(), scores);
      position.stepsDone++;
      logs = scores.values();
      tell("onTrainBatchEnd", Callback::onTrainBatchEnd);
      tell("betweenSteps", Callback::betweenSteps);
    }
    Checks.require(
        position.stepsDone > 0 || position.stopped,
        "fit",
        "epoch "
            + position.epoch
            + " has no batch. Give an Iterable that can be gone through anew for each epoch.");
  }

  private void beginEpoch() {
    position.insideEpoch = true;
    position.stepsDone = 0;
    step = 0;
    logs = Map.of();
    scores = trainer.newScores();
    train.begin();
    tell("onEpochBegin", Callback::onEpochBegin);
  }

  private void endEpoch() {
    if (validates()) {
      validation.ifPresent(this::validateOn);
    }
    tell("onEpochEnd", Callback::onEpochEnd);
    position.history.add(logs);
    position.epoch++;
    position.insideEpoch = false;
    tell("betweenSteps", Callback::betweenSteps);
  }

  private boolean validates() {
    return (position.epoch + 1) % options.validationFreq() == 0;
  }

  private void validateOn(Epochs data) {
    tell("onTestBegin", Callback::onTestBegin);
    data.begin();
    Scores validated = trainer.newScores();
    int most = options.validationSteps().orElse(Integer.MAX_VALUE);
    for (int i = 0; i < most && data.hasNext(i); i++) {
      trainer.score(data.next(), validated);
    }
    Map<String, Double> all = new LinkedHashMap<>(logs);
    validated.values().forEach((name, value) -> all.put("val_" + name, value));
    logs = Collections.unmodifiableMap(all);
    tell("onTestEnd", Callback::onTestEnd);
  }

  private void tell(String what, BiConsumer<Callback, Training> method) {
    for (Callback callback : callbacks) {
      try {
        method.accept(callback, this);
      } catch (RuntimeException e) {
        throw new IllegalStateException(
            "fit: the callback "
                + callback.getClass().getSimpleName()
                + " failed in "
                + what
                + " of epoch "
                + position.epoch
                + ", step "
                + step()
                + ": "
                + e.getMessage(),
            e);
      }
    }
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
    return position.epoch;
  }

  @Override
  public int step() {
    return step;
  }

  @Override
  public Map<String, Double> logs() {
    return logs;
  }

  @Override
  public Set<String> logNames() {
    Set<String> names = new TreeSet<>(scores.names());
    if (validation.isPresent()) {
      scores.names().forEach(name -> names.add("val_" + name));
    }
    return Collections.unmodifiableSet(names);
  }

  @Override
  public Optional<Direction> direction(String logName) {
    String validated = "val_";
    return scores.direction(
        logName.startsWith(validated) ? logName.substring(validated.length()) : logName);
  }

  @Override
  public void log(String name, double value) {
    Map<String, Double> all = new LinkedHashMap<>(logs);
    all.put(name, value);
    logs = Collections.unmodifiableMap(all);
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
    Snapshot.Builder saved = new Snapshot.Builder();
    saved.putAll(saveModel()).put(POSITION, position.save()).put(TRAIN, train.save());
    saved.put(SCORES, scores.save());
    validation.ifPresent(data -> saved.put(VALIDATION, data.save()));
    for (int i = 0; i < callbacks.size(); i++) {
      saved.put(CALLBACKS + "/" + nameOf(i), callbacks.get(i).save());
    }
    return saved.build();
  }

  /**
   * The number, not counting the line per epoch, and the class, so that the state of one is not
   * given to another.
   */
  private String nameOf(int callback) {
    int number = callback - (callbacks.size() - options.callbacks().size());
    return number + " " + callbacks.get(callback).getClass().getSimpleName();
  }

  @Override
  public void restore(Snapshot saved) {
    if (saved.has(POSITION)) {
      requireFit(saved);
      trainer.model().restore(saved);
      restoreFit(saved);
    } else {
      trainer.model().restore(saved);
    }
  }

  private void requireFit(Snapshot saved) {
    if (begun) {
      throw new IllegalStateException(
          "restore: the snapshot is of a whole training, and this one is under way."
              + " Restore it in onTrainBegin, or restore what saveModel gave.");
    }
    Set<String> unknown = new TreeSet<>();
    saved.part(CALLBACKS).names().forEach(n -> unknown.add(n.substring(0, n.indexOf('/'))));
    for (int i = 0; i < callbacks.size(); i++) {
      unknown.remove(nameOf(i));
    }
    Checks.require(
        unknown.isEmpty(),
        "restore",
        "the snapshot has the state of the callbacks "
            + unknown
            + ", which this fit has not. Give it the same callbacks in the same order.");
  }

  private void restoreFit(Snapshot saved) {
    position.restore(saved.part(POSITION));
    train.restore(saved.part(TRAIN));
    scores = trainer.newScores();
    scores.restore(saved.part(SCORES));
    validation.ifPresent(data -> data.restore(saved.part(VALIDATION)));
    step = Math.max(0, position.stepsDone - 1);
    logs = position.lastLogs(scores.values());
    remembered = saved.part(CALLBACKS);
  }

  /** Only when all have begun, since a callback starts anew when it begins. */
  private void restoreCallbacks() {
    for (int i = 0; i < callbacks.size(); i++) {
      Snapshot own = remembered.part(nameOf(i));
      if (!own.names().isEmpty()) {
        callbacks.get(i).restore(own);
      }
    }
  }
}
