package dev.rewind.training.callbacks;

import java.util.Map;

/**
 * A training that is under way, as callbacks see it. Numbers of epochs and steps start at 0, as in
 * Keras.
 */
public interface Training {

  /**
   * How many epochs are planned.
   *
   * @return at least 1
   */
  int epochs();

  /**
   * How many batches an epoch has.
   *
   * @return at least 1
   */
  int steps();

  /**
   * The number of the present epoch.
   *
   * @return from 0
   */
  int epoch();

  /**
   * The number of the last batch that was trained on, within its epoch.
   *
   * @return from 0
   */
  int step();

  /**
   * Loss and metrics, by their Keras names, in the order of the names.
   *
   * @return an immutable map; empty before the first batch of an epoch
   */
  Map<String, Double> logs();

  /** Ends the training after the present epoch. */
  void stop();
}
