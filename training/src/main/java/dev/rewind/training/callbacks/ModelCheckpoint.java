package dev.rewind.training.callbacks;

import dev.rewind.core.Checks;
import dev.rewind.training.checkpoint.Checkpoint;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.metrics.Direction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the model to a file as it is trained, or only when it is better than before.
 *
 * <pre>{@code
 * ModelCheckpoint.of("run/{epoch:02d}-{val_loss:.2f}.ckpt").saveBestOnly(true)
 * // later
 * model.restore(Checkpoint.read(Path.of("run/07-0.31.ckpt")));
 * }</pre>
 *
 * <p>Places in the name are filled with the number of the epoch, counted from 1, with that of the
 * {@code batch} where files are written every few steps, and with logs: {@code {epoch}}, {@code
 * {epoch:02d}}, {@code {loss:.3f}}, {@code {loss:.1e}}. A file is {@link Checkpoint#write written}
 * in one piece or not at all.
 *
 * <p>A log must be there whenever a file is written: {@code {val_loss}} wants validation after each
 * epoch, or {@code saveBestOnly} with a score of the validation data, and {@code {learning_rate}}
 * the callback that adds it before this one.
 *
 * <p>To go on with a training where it was interrupted, take {@link BackupAndRestore}: this
 * callback keeps the model, not the place in its training.
 *
 * <p>The methods with an argument give a changed copy that has seen no training. What is remembered
 * of a training starts anew with the next one.
 *
 * <p><b>Source</b>: {@code keras/src/callbacks/model_checkpoint.py}, Keras 3.15.1.
 */
public final class ModelCheckpoint implements Callback {
  private static final String WHO = "ModelCheckpoint";
  private static final String BEST = "best";
  private static final String EPOCH = "epoch";
  private static final String BATCH = "batch";

  private final FilePattern file;

  // Changed only on a fresh copy, before it is handed out.
  private Monitor monitor = Monitor.of(WHO, 0);
  private boolean saveBestOnly;
  private boolean saveWeightsOnly;
  private Optional<Double> initialValueThreshold = Optional.empty();
  private SaveSchedule schedule = SaveSchedule.epochs();

  // Of the present training, besides the count of the schedule.
  private Direction direction = Direction.DOWN;
  private Optional<Double> best = Optional.empty();

  private ModelCheckpoint(FilePattern file) {
    this.file = file;
  }

  private ModelCheckpoint(ModelCheckpoint other) {
    file = other.file;
    monitor = other.monitor;
    saveBestOnly = other.saveBestOnly;
    saveWeightsOnly = other.saveWeightsOnly;
    initialValueThreshold = other.initialValueThreshold;
    schedule = other.schedule.anew();
  }

  /**
   * Keras' defaults: the whole model, after each epoch.
   *
   * @param file its path, with places for numbers; one that exists is replaced, and folders are
   *     made
   * @return the callback
   * @throws IllegalArgumentException if a place has not the form of one
   */
  public static ModelCheckpoint of(String file) {
    return new ModelCheckpoint(new FilePattern(WHO, file));
  }

  /**
   * Writes the model after each epoch, under one name unless it has places as those of {@link
   * #of(String)}.
   *
   * @param file where to; its folder is made if it does not exist
   * @return the callback
   */
  public static ModelCheckpoint of(Path file) {
    return of(file.toString());
  }

  /**
   * Says what tells which model is the best.
   *
   * @param monitor the name of a log; {@code "val_loss"} by default
   * @return a changed copy
   */
  public ModelCheckpoint monitor(String monitor) {
    ModelCheckpoint copy = new ModelCheckpoint(this);
    copy.monitor = this.monitor.withName(monitor);
    return copy;
  }

  /**
   * Says whether only models are written that are better than all before.
   *
   * @param saveBestOnly false by default
   * @return a changed copy
   */
  public ModelCheckpoint saveBestOnly(boolean saveBestOnly) {
    ModelCheckpoint copy = new ModelCheckpoint(this);
    copy.saveBestOnly = saveBestOnly;
    return copy;
  }

  /**
   * Says whether the weights are written alone.
   *
   * @param saveWeightsOnly false, by default, writes all that the model remembers, with the state
   *     of the optimizer and the random streams
   * @return a changed copy
   */
  public ModelCheckpoint saveWeightsOnly(boolean saveWeightsOnly) {
    ModelCheckpoint copy = new ModelCheckpoint(this);
    copy.saveWeightsOnly = saveWeightsOnly;
    return copy;
  }

  /**
   * Says when the score is better.
   *
   * @param mode {@link MonitorMode#AUTO} by default
   * @return a changed copy
   */
  public ModelCheckpoint mode(MonitorMode mode) {
    ModelCheckpoint copy = new ModelCheckpoint(this);
    copy.monitor = monitor.withMode(mode);
    return copy;
  }

  /**
   * Writes after every few steps, instead of after each epoch. Steps are counted on from epoch to
   * epoch.
   *
   * @param steps positive
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  public ModelCheckpoint saveFreq(int steps) {
    ModelCheckpoint copy = new ModelCheckpoint(this);
    copy.schedule = SaveSchedule.steps(WHO, steps);
    return copy;
  }

  /**
   * Says what the first model must be better than, where only better ones are written.
   *
   * @param initialValueThreshold a score; by default the first model is written
   * @return a changed copy
   * @throws IllegalArgumentException if it is NaN
   */
  public ModelCheckpoint initialValueThreshold(double initialValueThreshold) {
    Checks.require(
        !Double.isNaN(initialValueThreshold),
        WHO,
        "initialValueThreshold must be a number, got NaN.");
    ModelCheckpoint copy = new ModelCheckpoint(this);
    copy.initialValueThreshold = Optional.of(initialValueThreshold);
    return copy;
  }

  @Override
  public void onTrainBegin(Training training) {
    Set<String> known = new TreeSet<>(training.logNames());
    if (!schedule.isByEpoch()) {
      known.removeIf(name -> name.startsWith("val_"));
      known.removeAll(LearningRates.LOG_NAMES);
    }
    if (saveBestOnly) {
      direction = monitor.begin(training);
      Checks.require(
          known.contains(monitor.name()),
          WHO,
          monitor.name()
              + " is known at the end of an epoch only, and files are written every few steps;"
              + " expected one of "
              + known
              + ". Leave saveFreq out or monitor another.");
    }
    file.require(schedule.isByEpoch() ? Set.of(EPOCH) : Set.of(EPOCH, BATCH), known);
    requireWritable();
    best = initialValueThreshold;
    schedule = schedule.anew();
  }

  /** Of a folder whose name has places itself, the one around it is looked at. */
  private void requireWritable() {
    if (file.hasPlaces()) {
      Output.requireFolderOf(WHO, Path.of(file.start() + "_"), file.text());
    } else {
      Output.requireFile(WHO, Path.of(file.start()));
    }
  }

  @Override
  public void onTrainBatchEnd(Training training) {
    if (schedule.isDueAfterStep()) {
      write(training, Map.of(EPOCH, training.epoch() + 1, BATCH, training.step() + 1));
    }
  }

  @Override
  public void onEpochEnd(Training training) {
    if (schedule.isByEpoch()) {
      write(training, Map.of(EPOCH, training.epoch() + 1));
    }
  }

  private void write(Training training, Map<String, Integer> numbers) {
    if (saveBestOnly && !isBest(training)) {
      return;
    }
    Path path = Path.of(file.fill(numbers, training.logs()));
    try {
      Checkpoint.write(path, saveWeightsOnly ? training.saveWeights() : training.saveModel());
    } catch (IOException e) {
      throw Output.failure(WHO, path, e);
    }
  }

  private boolean isBest(Training training) {
    Optional<Double> score = monitor.value(training);
    if (score.isEmpty() || !monitor.isImprovement(direction, score.get(), best)) {
      return false;
    }
    best = score;
    return true;
  }

  @Override
  public Snapshot save() {
    Snapshot.Builder saved = new Snapshot.Builder().put("steps", schedule.count());
    best.ifPresent(score -> saved.put(BEST, new double[] {score}));
    return saved.build();
  }

  @Override
  public void restore(Snapshot saved) {
    schedule.count(saved.number("steps"));
    best = saved.has(BEST) ? Optional.of(saved.numbers(BEST)[0]) : Optional.empty();
  }
}
