package dev.rewind.training.callbacks;

import dev.rewind.optimizers.Optimizer;
import dev.rewind.training.checkpoint.Savable;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.metrics.Direction;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A training that is under way, as callbacks see it. Numbers of epochs and steps start at 0, as in
 * Keras.
 *
 * <p>{@link #save} reads the whole training: the model, the callbacks, and the place between two
 * steps where it stands. Put back by {@link #restore} while the training begins, it goes on from
 * there with the same bits, and callbacks get back what they remembered as soon as all of them have
 * begun. A snapshot of the model alone, or of its weights, can be put back at any time.
 */
public interface Training extends Savable {

  /**
   * How many epochs are planned.
   *
   * @return at least 1
   */
  int epochs();

  /**
   * How many batches an epoch has.
   *
   * @return at least 1; nothing if it is not known, as for batches from an {@code Iterable}
   */
  OptionalInt steps();

  /**
   * The number of the present epoch, or between two of the one that ended.
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

  /**
   * The names that {@link #logs} has at the end of an epoch, known before the first step.
   *
   * @return for example {@code accuracy, loss, val_accuracy, val_loss}
   */
  Set<String> logNames();

  /**
   * Whether a log is better when it is larger.
   *
   * @param logName one of {@link #logNames}
   * @return the direction, for losses and for the metrics that have one; nothing for others
   */
  Optional<Direction> direction(String logName);

  /**
   * Adds a number to the present {@link #logs}, such as the learning rate: the callbacks after this
   * one see it, and so does the history if the epoch is at its end.
   *
   * @param name its name; if the logs have it, it is replaced
   * @param value any number
   */
  void log(String name, double value);

  /**
   * Ends the training: no further batch is trained on, and the present epoch is the last. As in
   * Keras, an epoch that is stopped before its first batch has that one.
   */
  void stop();

  /**
   * The optimizer of the model.
   *
   * @return with its state; its learning rate may be set
   */
  Optimizer optimizer();

  /**
   * The model alone: weights, optimizer, random streams, carried states.
   *
   * @return a copy; {@code Model.restore} takes it, as {@link #restore} does
   */
  Snapshot saveModel();

  /**
   * The weights of the model alone.
   *
   * @return a copy; {@code Model.restore} takes it, as {@link #restore} does
   */
  Snapshot saveWeights();
}
