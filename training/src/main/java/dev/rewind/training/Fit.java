package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.Layer;
import dev.rewind.layers.rnn.Bidirectional;
import dev.rewind.layers.rnn.RecurrentLayer;
import dev.rewind.layers.rnn.RecurrentOptions;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.BatchIterator;
import dev.rewind.training.data.BatchSource;
import dev.rewind.training.data.Dataset;
import dev.rewind.training.data.ValidationSplit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * One call of fit: refuses what can not be trained with, and makes the loop that trains.
 *
 * @param trainer the compiled model
 * @param options epochs and so on
 * @param shuffling what the order of samples is drawn from
 */
record Fit(Trainer trainer, FitOptions options, RandomSource shuffling) {
  private static final String WHO = "fit";
  private static final String VALIDATION = "fit: validation";

  History run(Dataset data) {
    Dataset train = data;
    Optional<Dataset> validation = options.validationData();
    if (options.validationSplit() > 0) {
      ValidationSplit split = ValidationSplit.last(data, options.validationSplit());
      train = split.training();
      validation = Optional.of(split.validation());
    }
    require(WHO, train, options.batchSize());
    if (!options.classWeights().isEmpty()) {
      check().requireClasses(options.classWeights());
      train.batch(0).withClassWeights(options.classWeights());
    }
    if (validation.isPresent()) {
      require(VALIDATION, validation.get(), options.validationBatchSize());
      requireBatchesAsInTraining(validation.get(), train);
    }
    BatchSource passes =
        options.shuffle()
            ? train.batches(options.batchSize(), shuffling)
            : train.batches(options.batchSize());
    return run(passes, validation.map(this::inOrder));
  }

  History run(Iterable<Batch> batches) {
    Checks.require(
        options.validationSplit() == 0,
        WHO,
        "validationSplit "
            + options.validationSplit()
            + " needs a Dataset, whose samples can be counted. Give validationData.");
    if (options.validationData().isPresent()) {
      require(VALIDATION, options.validationData().get(), options.validationBatchSize());
    }
    BatchSource train = BatchSource.of(batches);
    lookAtFirst(train);
    return run(train, options.validationData().map(this::inOrder));
  }

  private History run(BatchSource train, Optional<BatchSource> validationData) {
    check().requireClasses(options.classWeights());
    Checks.require(
        options.initialEpoch() < options.epochs(),
        WHO,
        "initialEpoch is "
            + options.initialEpoch()
            + " and epochs "
            + options.epochs()
            + "; expected a lower first one. epochs is the number at which training ends.");
    options.truncation().ifPresent(this::requireStateful);
    Optional<BatchSource> validation =
        validationData.or(() -> options.validationBatches().map(BatchSource::of));
    if (options.validationBatches().isPresent()) {
      validation.ifPresent(this::lookAtFirst);
    }
    BatchSource weighted =
        options.classWeights().isEmpty() ? train : train.withClassWeights(options.classWeights());
    try (Epochs epochs = new Epochs(cut(weighted), options.stepsPerEpoch());
        Epochs validated =
            new Epochs(cut(validation.orElse(BatchSource.of(List.of()))), Optional.empty())) {
      History history =
          new FitLoop(trainer, options, epochs, validation.map(passes -> validated)).run();
      if (options.truncation().isPresent()) {
        trainer.model().resetStates(); // those of the last piece belong to nothing that follows
      }
      return history;
    }
  }

  /**
   * Refuses a wrong first batch before training starts. Where it is not known that batches can be
   * gone through twice, they are looked at when they come.
   */
  private void lookAtFirst(BatchSource batches) {
    if (batches.steps().isPresent()) {
      Snapshot before = batches.save();
      Iterator<Batch> pass = batches.iterator();
      try {
        if (pass.hasNext()) {
          check().require(pass.next());
        }
      } finally {
        BatchIterator.closeIfNeeded(pass);
      }
      batches.restore(before);
    }
  }

  private FitCheck check() {
    return new FitCheck(trainer.model(), trainer.objectives());
  }

  private BatchSource inOrder(Dataset data) {
    return data.batches(options.validationBatchSize());
  }

  private BatchSource cut(BatchSource passes) {
    return options.truncation().map(passes::chunks).orElse(passes);
  }

  private void require(String who, Dataset data, int batchSize) {
    check().require(who, data);
    if (options.truncation().isPresent()) {
      data.batch(0).chunks(options.truncation().get());
    } else {
      trainer.model().requireFit(who, data, batchSize);
    }
  }

  /** Refuses validation in batches of another size, where layers carry states from training. */
  private void requireBatchesAsInTraining(Dataset validation, Dataset train) {
    int validated = Math.min(validation.size(), options.validationBatchSize());
    int trained = Math.min(train.size(), options.batchSize());
    Checks.require(
        !trainer.model().isStateful() || options.truncation().isPresent() || validated == trained,
        WHO,
        "validation has batches of "
            + validated
            + " samples and training of "
            + trained
            + "; expected one size, which a model with stateful layers needs."
            + " Take another batch size, or leave samples out with subset.");
  }

  /** Without states that are carried forward in time, pieces would be sequences of their own. */
  private void requireStateful(int timesteps) {
    for (Layer layer : trainer.model().layers()) {
      boolean backwards =
          layer.config() instanceof Bidirectional
              || (layer.config() instanceof RecurrentOptions<?> o && o.goBackwards());
      Checks.require(
          !backwards,
          WHO,
          "truncatedBackpropagation("
              + timesteps
              + ") carries states to later pieces, and "
              + layer.name()
              + " reads time backwards. Leave it out, or train on whole sequences.");
      Checks.require(
          !(layer instanceof RecurrentLayer) || !layer.carriedStates().isEmpty(),
          WHO,
          "truncatedBackpropagation("
              + timesteps
              + ") needs layers that carry their states, and "
              + layer.name()
              + " does not. Make it stateful(true).");
    }
  }
}
