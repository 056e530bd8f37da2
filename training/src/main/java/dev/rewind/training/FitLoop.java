package dev.rewind.training;

import dev.rewind.core.RandomSource;
import dev.rewind.training.callbacks.Callback;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.ValidationSplit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The loop over epochs and batches. */
final class FitLoop {
  private final Trainer trainer;
  private final FitOptions options;
  private final RandomSource random;

  FitLoop(Trainer trainer, FitOptions options, RandomSource random) {
    this.trainer = trainer;
    this.options = options;
    this.random = random;
  }

  History run(Dataset data) {
    Dataset train = data;
    Optional<Dataset> validation = options.validationData();
    if (options.validationSplit() > 0) {
      ValidationSplit split = ValidationSplit.last(data, options.validationSplit());
      train = split.training();
      validation = Optional.of(split.validation());
    }
    trainer.requireFit("fit", train);
    validation.ifPresent(v -> trainer.requireFit("fit: validation", v));
    return run(train, validation);
  }

  private History run(Dataset train, Optional<Dataset> validation) {
    int steps = (train.size() + options.batchSize() - 1) / options.batchSize();
    Callback.Plan plan = new Callback.Plan(options.epochs(), steps);
    List<Map<String, Double>> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < options.epochs(); epoch++) {
      int e = epoch;
      tell(callback -> callback.onEpochBegin(plan, e));
      Map<String, Double> logs = new LinkedHashMap<>(epoch(plan, e, train));
      validation
          .map(v -> trainer.evaluate(v, options.batchSize()))
          .ifPresent(scores -> scores.forEach((name, value) -> logs.put("val_" + name, value)));
      epochs.add(logs);
      tell(callback -> callback.onEpochEnd(plan, e, logs));
    }
    trainer.finish();
    return new History(epochs);
  }

  private Map<String, Double> epoch(Callback.Plan plan, int epoch, Dataset train) {
    int[] order =
        options.shuffle()
            ? random.permutation(train.size())
            : IntStream.range(0, train.size()).toArray();
    List<int[]> batches = Batches.cut(order, options.batchSize());
    Scores scores = trainer.newScores();
    for (int step = 0; step < batches.size(); step++) {
      int s = step;
      trainer.step(train.batch(batches.get(step)), random, scores);
      tell(callback -> callback.onTrainBatchEnd(plan, epoch, s, scores.values()));
    }
    return scores.values();
  }

  private void tell(Consumer<Callback> what) {
    options.callbacks().forEach(what);
  }
}
