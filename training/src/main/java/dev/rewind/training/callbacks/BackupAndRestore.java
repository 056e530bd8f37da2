package dev.rewind.training.callbacks;

import dev.rewind.training.checkpoint.Checkpoint;
import dev.rewind.training.checkpoint.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets a training that was interrupted go on, with the same bits: the whole training is written to
 * a file now and then, and if there is one when training begins, it goes on from there.
 *
 * <pre>{@code
 * FitOptions options = FitOptions.of().epochs(200).callbacks(
 *     EarlyStopping.of().patience(5),
 *     BackupAndRestore.of(Path.of("run/backup.ckpt")).saveFreq(100));
 * model.fit(train, options);   // after a crash, the same lines again
 * }</pre>
 *
 * <p>Model, data, options and the other callbacks must be the same as in the first run, in the same
 * order; the seed of the model does not matter. Weights, state of the optimizer, random streams,
 * carried states, the place in the data, metrics of a half epoch, history and what callbacks
 * remember are put back. Callbacks of one's own and sources of batches that remember something take
 * part by {@link dev.rewind.training.checkpoint.Savable}.
 *
 * <p>The file is {@link Checkpoint#write written} in one piece or not at all. One that can not be
 * read is an error, not a training from the beginning.
 *
 * <p><b>Source</b>: {@code keras/src/callbacks/backup_and_restore.py}, Keras 3.15.1.
 */
public final class BackupAndRestore implements Callback {
  private static final String WHO = "BackupAndRestore";
  private static final String STEPS = "steps";

  private final Path file;
  private final boolean deleteCheckpoint;
  private SaveSchedule schedule;
  private boolean due;

  private BackupAndRestore(Path file, SaveSchedule schedule, boolean deleteCheckpoint) {
    this.file = file;
    this.schedule = schedule;
    this.deleteCheckpoint = deleteCheckpoint;
  }

  /**
   * Keras' defaults: writes after each epoch, and deletes the file in the end.
   *
   * @param file the file; its folder is made if it does not exist
   * @return the callback
   */
  public static BackupAndRestore of(Path file) {
    return new BackupAndRestore(file, SaveSchedule.epochs(), true);
  }

  /**
   * Writes after every few steps, instead of after each epoch. Steps are counted on from epoch to
   * epoch.
   *
   * @param steps positive
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  public BackupAndRestore saveFreq(int steps) {
    return new BackupAndRestore(file, SaveSchedule.steps(WHO, steps), deleteCheckpoint);
  }

  /**
   * Says whether the file is deleted when the training has come to its end.
   *
   * @param deleteCheckpoint true by default
   * @return a changed copy
   */
  public BackupAndRestore deleteCheckpoint(boolean deleteCheckpoint) {
    return new BackupAndRestore(file, schedule.anew(), deleteCheckpoint);
  }

  /**
   * Goes on from the file, if there is one. Its folder is made if it does not exist.
   *
   * @throws UncheckedIOException if it can not be read, or no such file can be written
   * @throws IllegalArgumentException if it is of another training
   */
  @Override
  public void onTrainBegin(Training training) {
    schedule = schedule.anew();
    due = false;
    Output.requireFile(WHO, file);
    if (Files.exists(file)) {
      try {
        training.restore(Checkpoint.read(file));
      } catch (IOException e) {
        throw new UncheckedIOException(
            WHO + ": can not go on. " + e.getMessage() + " Delete " + file + " to begin anew.", e);
      }
    }
  }

  @Override
  public void onTrainBatchEnd(Training training) {
    due = schedule.isDueAfterStep();
  }

  @Override
  public void onEpochEnd(Training training) {
    due = schedule.isByEpoch();
  }

  @Override
  public void betweenSteps(Training training) {
    if (due) {
      due = false;
      try {
        Checkpoint.write(file, training.save());
      } catch (IOException e) {
        throw Output.failure(WHO, file, e);
      }
    }
  }

  @Override
  public void onTrainEnd(Training training) {
    if (deleteCheckpoint) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(WHO + ": can not delete " + file + ": " + e.getMessage(), e);
      }
    }
  }

  @Override
  public Snapshot save() {
    return new Snapshot.Builder().put(STEPS, schedule.count()).build();
  }

  @Override
  public void restore(Snapshot saved) {
    schedule.count(saved.number(STEPS));
  }
}
