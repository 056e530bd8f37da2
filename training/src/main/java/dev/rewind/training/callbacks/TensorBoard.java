package dev.rewind.training.callbacks;

import dev.rewind.core.Checks;
import dev.rewind.training.callbacks.tensorboard.EventFile;
import dev.rewind.training.callbacks.tensorboard.SummaryValue;
import dev.rewind.training.checkpoint.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Writes the curves of a training for TensorBoard, as Keras does.
 *
 * <pre>{@code
 * model.fit(train, FitOptions.of().epochs(40).callbacks(TensorBoard.of(Path.of("logs"))));
 * }</pre>
 *
 * <p>They are shown, also while the training is under way, by
 *
 * <pre>
 * tensorboard --logdir logs
 * </pre>
 *
 * <p>TensorBoard itself comes with {@code pip install tensorboard}; TensorFlow is not needed. Each
 * training begins new files, so those of several trainings are told apart by folders: {@code
 * logs/first}, {@code logs/second}. For one that goes on take the same folder.
 *
 * <pre>
 *   file in      name                          step         when
 *   train        epoch_loss, epoch_METRIC…     epoch        after each epoch
 *                epoch_learning_rate           epoch        after each epoch
 *                batch_loss, batch_METRIC…     batch        with updateFreq
 *                WEIGHT/histogram              epoch        with histogramFreq
 *   validation   epoch_loss, epoch_METRIC…     epoch        after each epoch with validation
 *                evaluation_loss_vs_iterations, evaluation_METRIC_vs_iterations…
 *                                              iterations   after each validation
 * </pre>
 *
 * <p>Epochs are counted from 0, batches from 1, over all epochs of a training; iterations are those
 * of the optimizer. The values of a batch are means over its epoch so far. No file is open between
 * two writings, so all is there when a training fails.
 *
 * <p><b>Source</b>: {@code keras/src/callbacks/tensorboard.py}, Keras 3.15.1.
 */
public final class TensorBoard implements Callback {
  private static final String WHO = "TensorBoard";
  private static final String VALIDATION = "val_";
  private static final String WEIGHTS = "weights";
  private static final String BATCHES = "batches";

  private final Path logDir;
  private final Function<Path, EventFile> newFile;
  private final OptionalInt updateFreq;
  private final OptionalInt histogramFreq;
  private EventFile train;
  private EventFile validation;
  private long batches;
  private OptionalLong restored = OptionalLong.empty();

  private TensorBoard(
      Path logDir,
      Function<Path, EventFile> newFile,
      OptionalInt updateFreq,
      OptionalInt histogramFreq) {
    this.logDir = logDir;
    this.newFile = newFile;
    this.updateFreq = updateFreq;
    this.histogramFreq = histogramFreq;
    this.train = newFile.apply(trainDir());
    this.validation = newFile.apply(validationDir());
  }

  /**
   * Writes once per epoch.
   *
   * @param logDir the folder for the folders {@code train} and {@code validation}; made if it does
   *     not exist
   * @return a callback without values of batches and without histograms
   */
  public static TensorBoard of(Path logDir) {
    return new TensorBoard(logDir, EventFile::in, OptionalInt.empty(), OptionalInt.empty());
  }

  /**
   * Writes loss and metrics of batches too. In Keras, 1 is {@code "batch"}, and its default {@code
   * "epoch"} is not to call this.
   *
   * @param batches after how many; positive
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  public TensorBoard updateFreq(int batches) {
    int every = Checks.positive(WHO, "updateFreq", batches);
    return new TensorBoard(logDir, newFile, OptionalInt.of(every), histogramFreq);
  }

  /**
   * Writes histograms of all weights too. In Keras, 0 is not to call this.
   *
   * @param epochs in which epochs: those whose number, counted from 0, it divides; positive
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  public TensorBoard histogramFreq(int epochs) {
    int every = Checks.positive(WHO, "histogramFreq", epochs);
    return new TensorBoard(logDir, newFile, updateFreq, OptionalInt.of(every));
  }

  /** With files that a test can foretell. */
  TensorBoard files(Function<Path, EventFile> newFile) {
    return new TensorBoard(logDir, newFile, updateFreq, histogramFreq);
  }

  /** Begins anew; fails at once if there can be no such folder. */
  @Override
  public void onTrainBegin(Training training) {
    Output.requireFolder(WHO, trainDir(), trainDir());
    train = newFile.apply(trainDir());
    validation = newFile.apply(validationDir());
    batches = 0;
  }

  @Override
  public void onTrainBatchBegin(Training training) {
    batches = restored.orElse(batches) + 1;
    restored = OptionalLong.empty();
  }

  @Override
  public void onTrainBatchEnd(Training training) {
    if (updateFreq.isPresent() && batches % updateFreq.getAsInt() == 0) {
      append(train, batches, scalars(trained(training), name -> "batch_" + name));
    }
  }

  @Override
  public void onTestEnd(Training training) {
    long step = training.optimizer().iterations();
    append(
        validation,
        step,
        scalars(validated(training), name -> "evaluation_" + name + "_vs_iterations"));
  }

  @Override
  public void onEpochEnd(Training training) {
    List<SummaryValue> values = scalars(trained(training), name -> "epoch_" + name);
    double rate = training.optimizer().learningRate();
    values.add(SummaryValue.scalar("epoch_learning_rate", rate));
    if (histogramFreq.isPresent() && training.epoch() % histogramFreq.getAsInt() == 0) {
      values.addAll(histograms(training.saveWeights().part(WEIGHTS)));
    }
    append(train, training.epoch(), values);
    append(validation, training.epoch(), scalars(validated(training), name -> "epoch_" + name));
  }

  @Override
  public void onTrainEnd(Training training) {
    restored = OptionalLong.empty();
  }

  /** How many batches have been counted. */
  @Override
  public Snapshot save() {
    return new Snapshot.Builder().put(BATCHES, restored.orElse(batches)).build();
  }

  /** Counts on from there, whether the training has begun or is about to. */
  @Override
  public void restore(Snapshot saved) {
    restored = OptionalLong.of(saved.number(BATCHES));
  }

  private Path trainDir() {
    return logDir.resolve("train");
  }

  private Path validationDir() {
    return logDir.resolve("validation");
  }

  /** Loss and metrics of the training data. */
  private static Map<String, Double> trained(Training training) {
    Map<String, Double> logs = new LinkedHashMap<>(training.logs());
    logs.keySet().removeIf(name -> name.startsWith(VALIDATION));
    return logs;
  }

  /** Loss and metrics of the validation data, if there are any now, by the same names. */
  private static Map<String, Double> validated(Training training) {
    Map<String, Double> logs = new LinkedHashMap<>();
    training
        .logs()
        .forEach(
            (name, value) -> {
              if (name.startsWith(VALIDATION)) {
                logs.put(name.substring(VALIDATION.length()), value);
              }
            });
    return logs;
  }

  private static List<SummaryValue> scalars(Map<String, Double> logs, UnaryOperator<String> tag) {
    List<SummaryValue> values = new ArrayList<>();
    logs.forEach((name, value) -> values.add(SummaryValue.scalar(tag.apply(name), value)));
    return values;
  }

  private static List<SummaryValue> histograms(Snapshot weights) {
    return weights.matrixNames().stream()
        .map(name -> SummaryValue.histogram(name + "/histogram", weights.numbers(name)))
        .toList();
  }

  private static void append(EventFile file, long step, List<SummaryValue> values) {
    try {
      file.append(step, values);
    } catch (IOException e) {
      throw Output.failure(WHO, file, e);
    }
  }
}
