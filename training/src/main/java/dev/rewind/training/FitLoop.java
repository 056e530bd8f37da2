package dev.rewind.training;

import dev.rewind.core.RandomSource;
import dev.rewind.training.callbacks.Callback;
import dev.rewind.training.callbacks.ProgressLine;
import dev.rewind.training.callbacks.Training;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.ValidationSplit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The loop over epochs and batches of one call of fit. */
final class FitLoop implements Training {
  private final Trainer trainer;
  private final FitOptions options;
  private final RandomSource shuffling;
  private final List<Callback> callbacks = new ArrayList<>();
  private int steps;
  private int epoch;
  private int step;
  private Map<String, Double> logs = Map.of();
  private boolean stopped;

  FitLoop(Trainer trainer, FitOptions options, RandomSource shuffling) {
    this.trainer = trainer;
    this.options = options;
    this.shuffling = shuffling;
    if (options.verbose()) {
      callbacks.add(ProgressLine.standard());
    }
    callbacks.addAll(options.callbacks());
  }

  History run(Dataset data) {
    Dataset train = data;
    Optional<Dataset> validation = options.validationData();
    if (options.validationSplit() > 0) {
      ValidationSplit split = ValidationSplit.last(data, options.validationSplit());
      train = split.training();
      validation = Optional.of(split.validation());
    }
    int batchSize = options.batchSize();
    int trained = Math.min(train.size(), batchSize);
    trainer.requireFit("fit", train, batchSize);
    validation.ifPresent(
        v -> {
          trainer.requireFit("fit: validation", v, batchSize);
          trainer.requireBatchesAsInTraining(Math.min(v.size(), batchSize), trained);
        });
    return run(train, validation);
  }

  private History run(Dataset train, Optional<Dataset> validation) {
    steps = (train.size() + options.batchSize() - 1) / options.batchSize();
    List<Map<String, Double>> epochs = new ArrayList<>();
    tell(callback -> callback.onTrainBegin(this));
    for (epoch = 0; epoch < options.epochs() && !stopped; epoch++) {
      logs = Map.of();
      tell(callback -> callback.onEpochBegin(this));
      trainOn(train);
      validation.ifPresent(this::validateOn);
      epochs.add(logs);
      tell(callback -> callback.onEpochEnd(this));
    }
    trainer.finish();
    tell(callback -> callback.onTrainEnd(this));
    return new History(epochs);
  }

  private void trainOn(Dataset train) {
    int[] order =
        options.shuffle()
            ? shuffling.permutation(train.size())
            : IntStream.range(0, train.size()).toArray();
    List<int[]> batches = Batches.cut(order, options.batchSize());
    Scores scores = trainer.newScores();
    for (step = 0; step < batches.size(); step++) {
      trainer.step(train.batch(batches.get(step)), scores);
      logs = scores.values();
      tell(callback -> callback.onTrainBatchEnd(this));
    }
    step = batches.size() - 1;
  }

  private void validateOn(Dataset validation) {
    Map<String, Double> all = new LinkedHashMap<>(logs);
    trainer
        .score(validation, options.batchSize())
        .forEach((name, value) -> all.put("val_" + name, value));
    logs = Collections.unmodifiableMap(all);
  }

  private void tell(Consumer<Callback> what) {
    callbacks.forEach(what);
  }

  @Override
  public int epochs() {
    return options.epochs();
  }

  @Override
  public int steps() {
    return steps;
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
    return logs;
  }

  @Override
  public void stop() {
    stopped = true;
  }
}
