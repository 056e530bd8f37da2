package dev.rewind.training.callbacks;

/**
 * Looks on while a model is trained, and may stop it. All methods do nothing unless they are
 * overridden; they are called in the order in which they stand here.
 */
public interface Callback {

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
   * A batch has been trained on; {@link Training#logs()} has loss and metrics over this epoch so
   * far.
   *
   * @param training what is being done
   */
  default void onTrainBatchEnd(Training training) {}

  /**
   * An epoch has ended; {@link Training#logs()} has loss and metrics over this epoch, and those of
   * the validation data, named {@code val_…}.
   *
   * @param training what is being done
   */
  default void onEpochEnd(Training training) {}

  /**
   * Training has ended, at its planned end or because it was stopped.
   *
   * @param training what is being done
   */
  default void onTrainEnd(Training training) {}
}
