package dev.rewind.training.callbacks;

import java.util.Map;

/**
 * Looks on while a model is trained. All methods do nothing unless they are overridden. Numbers of
 * epochs and steps start at 0, as in Keras.
 */
public interface Callback {

  /**
   * What is about to be done.
   *
   * @param epochs number of epochs
   * @param steps number of batches per epoch
   */
  record Plan(int epochs, int steps) {}

  /**
   * An epoch begins.
   *
   * @param plan how many epochs and steps there are
   * @param epoch number of the epoch
   */
  default void onEpochBegin(Plan plan, int epoch) {}

  /**
   * A batch has been trained on.
   *
   * @param plan how many epochs and steps there are
   * @param epoch number of the epoch
   * @param step number of the batch within its epoch
   * @param logs loss and metrics over this epoch so far
   */
  default void onTrainBatchEnd(Plan plan, int epoch, int step, Map<String, Double> logs) {}

  /**
   * An epoch has ended.
   *
   * @param plan how many epochs and steps there are
   * @param epoch number of the epoch
   * @param logs loss and metrics over this epoch, and those of the validation data, named {@code
   *     val_…}
   */
  default void onEpochEnd(Plan plan, int epoch, Map<String, Double> logs) {}
}
