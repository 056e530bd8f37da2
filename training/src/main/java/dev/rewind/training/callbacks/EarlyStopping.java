package dev.rewind.training.callbacks;

import dev.rewind.core.Checks;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.metrics.Direction;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Stops training when a score no longer gets better.
 *
 * <pre>{@code
 * EarlyStopping stopping = EarlyStopping.of().patience(5).restoreBestWeights(true);
 * model.fit(train, FitOptions.of().epochs(200).validationData(test).callbacks(stopping));
 * int best = stopping.bestEpoch();
 * }</pre>
 *
 * <p>After each epoch from {@code startFromEpoch} on whose logs have the score:
 *
 * <pre>
 *   wait ← wait + 1
 *   better than the best by minDelta:   best ← score; wait ← 0 if it is better than the baseline too
 *   otherwise:                          stop if wait ≥ patience, but never after the first epoch
 * </pre>
 *
 * <p>With {@code restoreBestWeights} the model gets the weights of its best epoch at the end of the
 * training, however it ended. A {@code baseline} that no epoch beats plays no part in that.
 *
 * <p>The methods with an argument give a changed copy that has seen no training. What is remembered
 * of a training starts anew with the next one.
 *
 * <p><b>Source</b>: {@code keras/src/callbacks/early_stopping.py}, Keras 3.15.1.
 */
public final class EarlyStopping implements Callback {
  private static final String WHO = "EarlyStopping";
  private static final String BEST = "best";
  private static final String WEIGHTS = "best_weights";
  private static final String STOPPED = "stopped_epoch";

  // Changed only on a fresh copy, before it is handed out.
  private Monitor monitor = Monitor.of(WHO, 0);
  private int patience;
  private Optional<Double> baseline = Optional.empty();
  private boolean restoreBestWeights;
  private int startFromEpoch;

  // Of the present training.
  private Direction direction = Direction.DOWN;
  private int waited;
  private int bestEpoch;
  private OptionalInt stoppedEpoch = OptionalInt.empty();
  private Optional<Double> best = Optional.empty();
  private Optional<Snapshot> bestWeights = Optional.empty();

  private EarlyStopping() {}

  private EarlyStopping(EarlyStopping other) {
    monitor = other.monitor;
    patience = other.patience;
    baseline = other.baseline;
    restoreBestWeights = other.restoreBestWeights;
    startFromEpoch = other.startFromEpoch;
  }

  /**
   * Keras' defaults: stops after the first epoch whose {@code val_loss} is not below the best.
   *
   * @return the callback
   */
  public static EarlyStopping of() {
    return new EarlyStopping();
  }

  /**
   * Says what is watched.
   *
   * @param monitor the name of a log; {@code "val_loss"} by default
   * @return a changed copy
   */
  public EarlyStopping monitor(String monitor) {
    EarlyStopping copy = new EarlyStopping(this);
    copy.monitor = this.monitor.withName(monitor);
    return copy;
  }

  /**
   * Says by how much the score must be better than the best, to be better at all.
   *
   * @param minDelta finite and at least 0; 0 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative, infinite or NaN
   */
  public EarlyStopping minDelta(double minDelta) {
    EarlyStopping copy = new EarlyStopping(this);
    copy.monitor = monitor.withMinDelta(minDelta);
    return copy;
  }

  /**
   * Says how many epochs in a row may be no better before training is stopped.
   *
   * @param patience at least 0; 0 by default, which is as 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public EarlyStopping patience(int patience) {
    EarlyStopping copy = new EarlyStopping(this);
    copy.patience = Checks.notNegative(WHO, "patience", patience);
    return copy;
  }

  /**
   * Says when the score is better.
   *
   * @param mode {@link MonitorMode#AUTO} by default
   * @return a changed copy
   */
  public EarlyStopping mode(MonitorMode mode) {
    EarlyStopping copy = new EarlyStopping(this);
    copy.monitor = monitor.withMode(mode);
    return copy;
  }

  /**
   * Stops training that does not get better than this either.
   *
   * @param baseline a score; none by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is NaN
   */
  public EarlyStopping baseline(double baseline) {
    Checks.require(!Double.isNaN(baseline), WHO, "baseline must be a number, got NaN.");
    EarlyStopping copy = new EarlyStopping(this);
    copy.baseline = Optional.of(baseline);
    return copy;
  }

  /**
   * Says whether the model has the weights of its best epoch in the end.
   *
   * @param restoreBestWeights false, by default, leaves those of the last step
   * @return a changed copy
   */
  public EarlyStopping restoreBestWeights(boolean restoreBestWeights) {
    EarlyStopping copy = new EarlyStopping(this);
    copy.restoreBestWeights = restoreBestWeights;
    return copy;
  }

  /**
   * Leaves the first epochs out of account.
   *
   * @param startFromEpoch the number of the first epoch that counts, at least 0; 0 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public EarlyStopping startFromEpoch(int startFromEpoch) {
    EarlyStopping copy = new EarlyStopping(this);
    copy.startFromEpoch = Checks.notNegative(WHO, "startFromEpoch", startFromEpoch);
    return copy;
  }

  /**
   * The epoch after which this callback stopped the training.
   *
   * @return its number, from 0; nothing if it did not
   */
  public OptionalInt stoppedEpoch() {
    return stoppedEpoch;
  }

  /**
   * The epoch with the best score.
   *
   * @return its number, from 0; 0 if none has counted yet
   */
  public int bestEpoch() {
    return bestEpoch;
  }

  @Override
  public void onTrainBegin(Training training) {
    direction = monitor.begin(training);
    waited = 0;
    bestEpoch = 0;
    stoppedEpoch = OptionalInt.empty();
    best = Optional.empty();
    bestWeights = Optional.empty();
  }

  @Override
  public void onEpochEnd(Training training) {
    if (training.epoch() >= startFromEpoch) {
      monitor.value(training).ifPresent(score -> look(training, score));
    }
  }

  private void look(Training training, double score) {
    waited++;
    if (monitor.isImprovement(direction, score, best)) {
      best = Optional.of(score);
      bestEpoch = training.epoch();
      if (restoreBestWeights) {
        bestWeights = Optional.of(training.saveWeights());
      }
      if (monitor.isImprovement(direction, score, baseline)) {
        waited = 0;
      }
    } else if (waited >= patience && training.epoch() > 0) {
      stoppedEpoch = OptionalInt.of(training.epoch());
      training.stop();
    }
  }

  @Override
  public void onTrainEnd(Training training) {
    bestWeights.ifPresent(training::restore);
  }

  @Override
  public Snapshot save() {
    Snapshot.Builder saved =
        new Snapshot.Builder().put("wait", waited).put("best_epoch", bestEpoch);
    stoppedEpoch.ifPresent(epoch -> saved.put(STOPPED, epoch));
    best.ifPresent(score -> saved.put(BEST, new double[] {score}));
    bestWeights.ifPresent(weights -> saved.put(WEIGHTS, weights));
    return saved.build();
  }

  @Override
  public void restore(Snapshot saved) {
    waited = (int) saved.number("wait");
    bestEpoch = (int) saved.number("best_epoch");
    stoppedEpoch =
        saved.has(STOPPED) ? OptionalInt.of((int) saved.number(STOPPED)) : OptionalInt.empty();
    best = saved.has(BEST) ? Optional.of(saved.numbers(BEST)[0]) : Optional.empty();
    bestWeights = saved.has(WEIGHTS) ? Optional.of(saved.part(WEIGHTS)) : Optional.empty();
  }
}
