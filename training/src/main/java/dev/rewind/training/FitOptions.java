package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.training.callbacks.Callback;
import dev.rewind.training.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  private List<Callback> callbacks = List.of();

  private FitOptions() {}

  private FitOptions(FitOptions other) {
    epochs = other.epochs;
    batchSize = other.batchSize;
    shuffle = other.shuffle;
    verbose = other.verbose;
    validationSplit = other.validationSplit;
    validationData = other.validationData;
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
   * Says who looks on, besides the line per epoch.
   *
   * @param first looks on first
   * @param more look on after it, in this order
   * @return a changed copy
   */
  public FitOptions callbacks(Callback first, Callback... more) {
    List<Callback> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    FitOptions copy = new FitOptions(this);
    copy.callbacks = List.copyOf(all);
    return copy;
  }

  /**
   * How often the data are gone through.
   *
   * @return 1 by default
   */
  public int epochs() {
    return epochs;
  }

  /**
   * The number of samples per step.
   *
   * @return 32 by default
   */
  public int batchSize() {
    return batchSize;
  }

  /**
   * Whether each epoch has an order of its own.
   *
   * @return true by default
   */
  public boolean shuffle() {
    return shuffle;
  }

  /**
   * Whether a line is printed for each epoch.
   *
   * @return true by default
   */
  public boolean verbose() {
    return verbose;
  }

  /**
   * The last fraction of the samples, which is kept from training.
   *
   * @return 0 by default
   */
  public double validationSplit() {
    return validationSplit;
  }

  /**
   * What is evaluated after each epoch.
   *
   * @return the data, if any
   */
  public Optional<Dataset> validationData() {
    return validationData;
  }

  /**
   * Who looks on, besides the line per epoch.
   *
   * @return an immutable list, empty by default
   */
  public List<Callback> callbacks() {
    return callbacks;
  }

  private FitOptions requireOneValidation() {
    Checks.require(
        validationSplit == 0 || validationData.isEmpty(),
        WHO,
        "got validationSplit " + validationSplit + " and validationData; expected one of them.");
    return this;
  }
}
