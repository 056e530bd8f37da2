package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.training.callbacks.Callback;
import dev.rewind.training.callbacks.ProgressLine;
import dev.rewind.training.data.Dataset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How {@link Model#fit} goes about it. Immutable; every method gives a changed copy.
 *
 * <pre>{@code
 * model.fit(train, FitOptions.of().epochs(40).batchSize(32).validationData(test));
 * }</pre>
 *
 * @param epochs how often the data are gone through, positive; 1 by default
 * @param batchSize samples per step, positive; 32 by default
 * @param shuffle whether each epoch has an order of its own; true by default
 * @param validationSplit the last fraction of the samples, in [0, 1), that is kept from training
 *     and evaluated after each epoch; 0 by default
 * @param validationData data evaluated after each epoch instead of a split, if any
 * @param callbacks who looks on, in this order; a progress line on standard output by default
 */
public record FitOptions(
    int epochs,
    int batchSize,
    boolean shuffle,
    double validationSplit,
    Optional<Dataset> validationData,
    List<Callback> callbacks) {

  /**
   * Checks the values and copies the list.
   *
   * @param epochs how often the data are gone through
   * @param batchSize samples per step
   * @param shuffle whether each epoch has an order of its own
   * @param validationSplit the last fraction of the samples, kept from training
   * @param validationData data evaluated after each epoch instead
   * @param callbacks who looks on
   * @throws IllegalArgumentException if a value is out of range, or both a split and validation
   *     data are given
   */
  public FitOptions {
    Checks.positive("fit", "epochs", epochs);
    Checks.positive("fit", "batchSize", batchSize);
    Checks.fraction("fit", "validationSplit", validationSplit);
    Checks.require(
        validationSplit == 0 || validationData.isEmpty(),
        "fit",
        "got validationSplit " + validationSplit + " and validationData; expected one of them.");
    callbacks = List.copyOf(callbacks);
  }

  /**
   * Keras' defaults: one epoch, batches of 32, shuffled, no validation.
   *
   * @return the options
   */
  public static FitOptions of() {
    return new FitOptions(1, 32, true, 0, Optional.empty(), List.of(ProgressLine.standard()));
  }

  /**
   * Sets how often the data are gone through.
   *
   * @param newEpochs positive
   * @return a changed copy
   */
  public FitOptions epochs(int newEpochs) {
    return new FitOptions(
        newEpochs, batchSize, shuffle, validationSplit, validationData, callbacks);
  }

  /**
   * Sets the number of samples per step. The last batch of an epoch may have fewer.
   *
   * @param newBatchSize positive
   * @return a changed copy
   */
  public FitOptions batchSize(int newBatchSize) {
    return new FitOptions(
        epochs, newBatchSize, shuffle, validationSplit, validationData, callbacks);
  }

  /**
   * Says whether each epoch has an order of its own.
   *
   * @param newShuffle false keeps the samples in their order
   * @return a changed copy
   */
  public FitOptions shuffle(boolean newShuffle) {
    return new FitOptions(
        epochs, batchSize, newShuffle, validationSplit, validationData, callbacks);
  }

  /**
   * Keeps the last samples from training, to evaluate them after each epoch.
   *
   * @param newValidationSplit the fraction, in [0, 1)
   * @return a changed copy
   */
  public FitOptions validationSplit(double newValidationSplit) {
    return new FitOptions(
        epochs, batchSize, shuffle, newValidationSplit, validationData, callbacks);
  }

  /**
   * Evaluates other data after each epoch.
   *
   * @param data samples with targets
   * @return a changed copy
   */
  public FitOptions validationData(Dataset data) {
    return new FitOptions(
        epochs, batchSize, shuffle, validationSplit, Optional.of(data), callbacks);
  }

  /**
   * Says who looks on, instead of the progress line.
   *
   * @param first looks on first
   * @param more look on after it, in this order
   * @return a changed copy
   */
  public FitOptions callbacks(Callback first, Callback... more) {
    return callbacks(Stream.concat(Stream.of(first), Stream.of(more)).toList());
  }

  /**
   * Lets nobody look on: nothing is printed.
   *
   * @return a changed copy
   */
  public FitOptions silent() {
    return callbacks(List.of());
  }

  private FitOptions callbacks(List<Callback> newCallbacks) {
    return new FitOptions(
        epochs, batchSize, shuffle, validationSplit, validationData, newCallbacks);
  }
}
