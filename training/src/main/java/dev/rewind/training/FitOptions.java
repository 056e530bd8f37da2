package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.training.callbacks.Callback;
import dev.rewind.training.callbacks.ProgressLine;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How {@link Model#fit} goes about it. Immutable; every method with an argument gives a changed
 * copy.
 *
 * <pre>{@code
 * model.fit(train, FitOptions.of().epochs(40).batchSize(16).validationData(test));
 * }</pre>
 */
public final class FitOptions {
  /**
   * Samples per batch where nothing is said, in training, evaluation and prediction, as in Keras.
   */
  static final int DEFAULT_BATCH_SIZE = 32;

  private static final String WHO = "fit";

  // Changed only on a fresh copy, before it is handed out.
  private int epochs = 1;
  private int batchSize = DEFAULT_BATCH_SIZE;
  private boolean shuffle = true;
  private boolean verbose = true;
  private double validationSplit;
  private Optional<Dataset> validationData = Optional.empty();
  private Optional<Iterable<Batch>> validationBatches = Optional.empty();
  private Optional<Integer> validationBatchSize = Optional.empty();
  private Optional<Integer> validationSteps = Optional.empty();
  private int validationFreq = 1;
  private int initialEpoch;
  private Optional<Integer> stepsPerEpoch = Optional.empty();
  private Optional<Integer> truncation = Optional.empty();
  private Map<Integer, Double> classWeights = Map.of();
  private List<Callback> callbacks = List.of();

  private FitOptions() {}

  private FitOptions(FitOptions other) {
    epochs = other.epochs;
    batchSize = other.batchSize;
    shuffle = other.shuffle;
    verbose = other.verbose;
    validationSplit = other.validationSplit;
    validationData = other.validationData;
    validationBatches = other.validationBatches;
    validationBatchSize = other.validationBatchSize;
    validationSteps = other.validationSteps;
    validationFreq = other.validationFreq;
    initialEpoch = other.initialEpoch;
    stepsPerEpoch = other.stepsPerEpoch;
    truncation = other.truncation;
    classWeights = other.classWeights;
    callbacks = other.callbacks;
  }

  /**
   * Keras' defaults: one epoch, batches of 32, shuffled, no validation, a line per epoch on
   * standard output.
   *
   * @return the options
   */
  public static FitOptions of() {
    return new FitOptions();
  }

  /**
   * Sets how often the data are gone through.
   *
   * @param epochs positive
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  public FitOptions epochs(int epochs) {
    FitOptions copy = new FitOptions(this);
    copy.epochs = Checks.positive(WHO, "epochs", epochs);
    return copy;
  }

  /**
   * Sets the number of samples per step. The last batch of an epoch may have fewer.
   *
   * @param batchSize positive
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  public FitOptions batchSize(int batchSize) {
    FitOptions copy = new FitOptions(this);
    copy.batchSize = Checks.positive(WHO, "batchSize", batchSize);
    return copy;
  }

  /**
   * Says whether each epoch has an order of its own.
   *
   * @param shuffle false keeps the samples in their order
   * @return a changed copy
   */
  public FitOptions shuffle(boolean shuffle) {
    FitOptions copy = new FitOptions(this);
    copy.shuffle = shuffle;
    return copy;
  }

  /**
   * Says whether a line is printed for each epoch.
   *
   * @param verbose false for silence
   * @return a changed copy
   */
  public FitOptions verbose(boolean verbose) {
    FitOptions copy = new FitOptions(this);
    copy.verbose = verbose;
    return copy;
  }

  /**
   * Keeps the last samples from training, to evaluate them after each epoch.
   *
   * @param validationSplit the fraction, in [0, 1)
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range, or validation data are given too
   */
  public FitOptions validationSplit(double validationSplit) {
    FitOptions copy = new FitOptions(this);
    copy.validationSplit = Checks.fraction(WHO, "validationSplit", validationSplit);
    return copy.requireOneValidation();
  }

  /**
   * Evaluates other data after each epoch.
   *
   * @param data samples with targets
   * @return a changed copy
   * @throws IllegalArgumentException if a validation split is given too
   */
  public FitOptions validationData(Dataset data) {
    FitOptions copy = new FitOptions(this);
    copy.validationData = Optional.of(data);
    return copy.requireOneValidation();
  }

  /**
   * Evaluates other batches after each epoch.
   *
   * @param batches gives the same batches with targets each time that it is gone through
   * @return a changed copy
   * @throws IllegalArgumentException if a validation split or data are given too
   */
  public FitOptions validationData(Iterable<Batch> batches) {
    FitOptions copy = new FitOptions(this);
    copy.validationBatches = Optional.of(batches);
    return copy.requireOneValidation();
  }

  /**
   * Sets the number of samples per batch of validation data.
   *
   * @param validationBatchSize positive; that of training by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  public FitOptions validationBatchSize(int validationBatchSize) {
    FitOptions copy = new FitOptions(this);
    copy.validationBatchSize =
        Optional.of(Checks.positive(WHO, "validationBatchSize", validationBatchSize));
    return copy;
  }

  /**
   * Sets how many batches of validation data are evaluated, which are else all of them.
   *
   * @param validationSteps the first so many of each pass, positive
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  public FitOptions validationSteps(int validationSteps) {
    FitOptions copy = new FitOptions(this);
    copy.validationSteps = Optional.of(Checks.positive(WHO, "validationSteps", validationSteps));
    return copy;
  }

  /**
   * Says how often validation data are evaluated.
   *
   * @param validationFreq after each epoch whose number, counted from 1, it divides; 1 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  public FitOptions validationFreq(int validationFreq) {
    FitOptions copy = new FitOptions(this);
    copy.validationFreq = Checks.positive(WHO, "validationFreq", validationFreq);
    return copy;
  }

  /**
   * Sets the number of the first epoch, for a training that goes on: {@code epochs} is the number
   * at which it ends, as in Keras.
   *
   * @param initialEpoch at least 0; 0 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public FitOptions initialEpoch(int initialEpoch) {
    FitOptions copy = new FitOptions(this);
    copy.initialEpoch = Checks.notNegative(WHO, "initialEpoch", initialEpoch);
    return copy;
  }

  /**
   * Sets the number of steps of an epoch, which is else a pass through the data. The next epoch
   * goes on where this one ended; where the data end, the epoch ends too, as in Keras.
   *
   * @param stepsPerEpoch positive
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  public FitOptions stepsPerEpoch(int stepsPerEpoch) {
    FitOptions copy = new FitOptions(this);
    copy.stepsPerEpoch = Optional.of(Checks.positive(WHO, "stepsPerEpoch", stepsPerEpoch));
    return copy;
  }

  /**
   * Cuts long sequences into pieces, each a step of its own: truncated backpropagation through
   * time. The recurrent layers must be stateful: states are carried from piece to piece, gradients
   * are not, and each batch starts from zeros. Validation data are cut as well, so memory depends
   * on the length of a piece only. A piece is a step like any other: a short last one counts as
   * much in the loss of the epoch. At the end the states are zero again.
   *
   * <p><b>Source</b>: Williams and Peng, "An efficient gradient-based algorithm for on-line
   * training of recurrent network trajectories", Neural Computation 2 (1990); the case k₁ = k₂ of
   * Sutskever, "Training recurrent neural networks" (2013), section 2.8.6.
   *
   * @param timesteps the length of a piece, positive
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  public FitOptions truncatedBackpropagation(int timesteps) {
    FitOptions copy = new FitOptions(this);
    copy.truncation = Optional.of(Checks.positive(WHO, "truncatedBackpropagation", timesteps));
    return copy;
  }

  /**
   * Says how much the samples of each class count in the loss. Classes are labels, or the largest
   * element of a row of several; those that are not named count 1. As in Keras, there can not be
   * sample weights as well.
   *
   * @param classWeights from the number of a class, from 0, to a number of at least 0; copied
   * @return a changed copy
   * @throws IllegalArgumentException if a number is negative or not finite
   */
  public FitOptions classWeights(Map<Integer, Double> classWeights) {
    classWeights.forEach(
        (label, weight) -> {
          Checks.notNegative(WHO, "class", label);
          Checks.notNegative(WHO, "weight of class " + label, weight);
        });
    FitOptions copy = new FitOptions(this);
    copy.classWeights = Map.copyOf(classWeights);
    return copy;
  }

  /**
   * Says who looks on, besides the line per epoch.
   *
   * @param first looks on first
   * @param more look on after it, in this order
   * @return a changed copy
   */
  public FitOptions callbacks(Callback first, Callback... more) {
    List<Callback> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return callbacks(all);
  }

  /**
   * Says who looks on, besides the line per epoch.
   *
   * @param all look on in this order, in place of those that were given before
   * @return a changed copy
   */
  public FitOptions callbacks(List<? extends Callback> all) {
    FitOptions copy = new FitOptions(this);
    copy.callbacks = List.copyOf(all);
    return copy;
  }

  int epochs() {
    return epochs;
  }

  int batchSize() {
    return batchSize;
  }

  boolean shuffle() {
    return shuffle;
  }

  boolean verbose() {
    return verbose;
  }

  double validationSplit() {
    return validationSplit;
  }

  Optional<Dataset> validationData() {
    return validationData;
  }

  List<Callback> callbacks() {
    return callbacks;
  }

  /** Validation batches that do not come from a data set. */
  Optional<Iterable<Batch>> validationBatches() {
    return validationBatches;
  }

  int validationBatchSize() {
    return validationBatchSize.orElse(batchSize);
  }

  Optional<Integer> validationSteps() {
    return validationSteps;
  }

  int validationFreq() {
    return validationFreq;
  }

  int initialEpoch() {
    return initialEpoch;
  }

  Optional<Integer> stepsPerEpoch() {
    return stepsPerEpoch;
  }

  Optional<Integer> truncation() {
    return truncation;
  }

  Map<Integer, Double> classWeights() {
    return classWeights;
  }

  /** What the course of a training depends on, apart from model and data. */
  String trajectory() {
    return ("batchSize %d, shuffle %s, stepsPerEpoch %s, truncatedBackpropagation %s,"
            + " classWeights %s, validationBatchSize %d, validationSteps %s, validationFreq %d")
        .formatted(
            batchSize,
            shuffle,
            stepsPerEpoch.map(String::valueOf).orElse("none"),
            truncation.map(String::valueOf).orElse("none"),
            new TreeMap<>(classWeights),
            validationBatchSize(),
            validationSteps.map(String::valueOf).orElse("none"),
            validationFreq);
  }

  /** The line per epoch, if it is wanted, and then the others. */
  List<Callback> allCallbacks() {
    List<Callback> all = new ArrayList<>();
    if (verbose) {
      all.add(ProgressLine.standard());
    }
    all.addAll(callbacks);
    return all;
  }

  private FitOptions requireOneValidation() {
    List<String> given = new ArrayList<>();
    if (validationSplit > 0) {
      given.add("validationSplit " + validationSplit);
    }
    validationData.ifPresent(data -> given.add("validationData"));
    validationBatches.ifPresent(batches -> given.add("validation batches"));
    Checks.require(
        given.size() <= 1, WHO, "got " + String.join(" and ", given) + "; expected one of them.");
    return this;
  }
}
