package dev.rewind.training.callbacks;

import dev.rewind.core.Checks;
import dev.rewind.training.checkpoint.Savable;
import dev.rewind.training.checkpoint.Snapshot;
import java.util.Set;

/**
 * Looks on while a model is trained, and may stop it. All methods do nothing unless they are
 * overridden; they are called in the order in which they stand here.
 *
 * <p>What a callback throws in {@link #onTrainBegin} refuses the training before its first step;
 * what it throws later ends it.
 */
public interface Callback extends Savable {

  /**
   * Training begins.
   *
   * @param training what is being done
   */
  default void onTrainBegin(Training training) {}

  /**
   * An epoch begins.
   *
   * @param training what is being done
   */
  default void onEpochBegin(Training training) {}

  /**
   * A batch is about to be trained on; {@link Training#step()} is its number.
   *
   * @param training what is being done
   */
  default void onTrainBatchBegin(Training training) {}

  /**
   * A batch has been trained on; {@link Training#logs()} has loss and metrics over this epoch so
   * far.
   *
   * @param training what is being done
   */
  default void onTrainBatchEnd(Training training) {}

  /**
   * Validation begins.
   *
   * @param training what is being done
   */
  default void onTestBegin(Training training) {}

  /**
   * Validation has ended; {@link Training#logs()} has its loss and metrics too, named {@code
   * val_…}.
   *
   * @param training what is being done
   */
  default void onTestEnd(Training training) {}

  /**
   * An epoch has ended; {@link Training#logs()} has loss and metrics over this epoch, and those of
   * the validation data, named {@code val_…}.
   *
   * @param training what is being done
   */
  default void onEpochEnd(Training training) {}

  /**
   * All callbacks have seen the end of a batch or of an epoch, and nothing of what comes next has
   * begun: the moment to save the {@link Training#save whole training}.
   *
   * @param training what is being done
   */
  default void betweenSteps(Training training) {}

  /**
   * Training has ended, at its planned end or because it was stopped.
   *
   * @param training what is being done
   */
  default void onTrainEnd(Training training) {}

  /**
   * The names of logs that this callback adds by {@link Training#log}, so that others may watch
   * them.
   *
   * @return none unless it is overridden
   */
  default Set<String> logNames() {
    return Set.of();
  }

  /** What this callback remembers; nothing unless it is overridden. */
  @Override
  default Snapshot save() {
    return Snapshot.empty();
  }

  /** Puts back what it remembered; takes nothing unless it is overridden. */
  @Override
  default void restore(Snapshot saved) {
    Checks.require(
        saved.names().isEmpty(),
        getClass().getSimpleName(),
        "got " + saved + " to restore, but remembers nothing. Override save and restore.");
  }
}
