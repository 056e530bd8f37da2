package dev.rewind.training.callbacks;

import dev.rewind.core.Checks;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.metrics.Direction;
import java.util.Optional;
import java.util.Set;

/**
 * Lowers the learning rate when a score no longer gets better.
 *
 * <pre>{@code
 * model.fit(
 *     train,
 *     FitOptions.of()
 *         .epochs(200)
 *         .validationData(test)
 *         .callbacks(ReduceLROnPlateau.of().factor(0.5).patience(5).minLr(1e-5)));
 * }</pre>
 *
 * <p>After each epoch whose logs have the score:
 *
 * <pre>
 *   in the cooldown:                    cooldown ← cooldown − 1; wait ← 0
 *   better than the best by minDelta:   best ← score; wait ← 0
 *   otherwise, after the cooldown:      wait ← wait + 1; if wait ≥ patience:
 *                                       rate ← max(rate · factor, minLr); the cooldown begins; wait ← 0
 * </pre>
 *
 * <p>The logs and the history get a {@code learning_rate}: that of the epoch, before it is lowered.
 * Callbacks after this one see it.
 *
 * <p>The methods with an argument give a changed copy that has seen no training. What is remembered
 * of a training starts anew with the next one.
 *
 * <p><b>Source</b>: {@code keras/src/callbacks/reduce_lr_on_plateau.py}, Keras 3.15.1.
 */
public final class ReduceLROnPlateau implements Callback {
  private static final String WHO = "ReduceLROnPlateau";
  private static final String BEST = "best";

  // Changed only on a fresh copy, before it is handed out.
  private Monitor monitor = Monitor.of(WHO, 1e-4);
  private double factor = 0.1;
  private int patience = 10;
  private int cooldown;
  private double minLr;

  // Of the present training.
  private Direction direction = Direction.DOWN;
  private int waited;
  private int coolFor;
  private Optional<Double> best = Optional.empty();

  private ReduceLROnPlateau() {}

  private ReduceLROnPlateau(ReduceLROnPlateau other) {
    monitor = other.monitor;
    factor = other.factor;
    patience = other.patience;
    cooldown = other.cooldown;
    minLr = other.minLr;
  }

  /**
   * Keras' defaults: a tenth of the rate after 10 epochs whose {@code val_loss} is not below the
   * best.
   *
   * @return the callback
   */
  public static ReduceLROnPlateau of() {
    return new ReduceLROnPlateau();
  }

  /**
   * Says what is watched.
   *
   * @param monitor the name of a log; {@code "val_loss"} by default
   * @return a changed copy
   */
  public ReduceLROnPlateau monitor(String monitor) {
    ReduceLROnPlateau copy = new ReduceLROnPlateau(this);
    copy.monitor = this.monitor.withName(monitor);
    return copy;
  }

  /**
   * Says what the rate is multiplied by.
   *
   * @param factor in [0, 1); 0.1 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public ReduceLROnPlateau factor(double factor) {
    ReduceLROnPlateau copy = new ReduceLROnPlateau(this);
    copy.factor = Checks.fraction(WHO, "factor", factor);
    return copy;
  }

  /**
   * Says how many epochs in a row may be no better before the rate is lowered.
   *
   * @param patience at least 0; 10 by default, and 0 is as 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public ReduceLROnPlateau patience(int patience) {
    ReduceLROnPlateau copy = new ReduceLROnPlateau(this);
    copy.patience = Checks.notNegative(WHO, "patience", patience);
    return copy;
  }

  /**
   * Says when the score is better.
   *
   * @param mode {@link MonitorMode#AUTO} by default
   * @return a changed copy
   */
  public ReduceLROnPlateau mode(MonitorMode mode) {
    ReduceLROnPlateau copy = new ReduceLROnPlateau(this);
    copy.monitor = monitor.withMode(mode);
    return copy;
  }

  /**
   * Says by how much the score must be better than the best, to be better at all.
   *
   * @param minDelta finite and at least 0; 1e-4 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative, infinite or NaN
   */
  public ReduceLROnPlateau minDelta(double minDelta) {
    ReduceLROnPlateau copy = new ReduceLROnPlateau(this);
    copy.monitor = monitor.withMinDelta(minDelta);
    return copy;
  }

  /**
   * Sets a time of waiting after the rate was lowered.
   *
   * @param cooldown epochs, at least 0; 0 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public ReduceLROnPlateau cooldown(int cooldown) {
    ReduceLROnPlateau copy = new ReduceLROnPlateau(this);
    copy.cooldown = Checks.notNegative(WHO, "cooldown", cooldown);
    return copy;
  }

  /**
   * Sets the lowest rate.
   *
   * @param minLr finite and at least 0; 0 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative, infinite or NaN
   */
  public ReduceLROnPlateau minLr(double minLr) {
    ReduceLROnPlateau copy = new ReduceLROnPlateau(this);
    copy.minLr = Checks.notNegative(WHO, "minLr", minLr);
    return copy;
  }

  /** The {@code learning_rate} that it adds to the logs. */
  @Override
  public Set<String> logNames() {
    return LearningRates.LOG_NAMES;
  }

  @Override
  public void onTrainBegin(Training training) {
    direction = monitor.begin(training);
    LearningRates.requireFixed(WHO, training);
    waited = 0;
    coolFor = 0;
    best = Optional.empty();
  }

  @Override
  public void onEpochEnd(Training training) {
    LearningRates.log(training);
    monitor.value(training).ifPresent(score -> look(training, score));
  }

  private void look(Training training, double score) {
    if (coolFor > 0) {
      coolFor--;
      waited = 0;
    }
    if (monitor.isImprovement(direction, score, best)) {
      best = Optional.of(score);
      waited = 0;
    } else if (coolFor == 0) {
      waited++;
      double rate = training.optimizer().learningRate();
      if (waited >= patience && rate > minLr) {
        training.optimizer().setLearningRate(Math.max(rate * factor, minLr));
        coolFor = cooldown;
        waited = 0;
      }
    }
  }

  @Override
  public Snapshot save() {
    Snapshot.Builder saved = new Snapshot.Builder().put("wait", waited).put("cooldown", coolFor);
    best.ifPresent(score -> saved.put(BEST, new double[] {score}));
    return saved.build();
  }

  @Override
  public void restore(Snapshot saved) {
    waited = (int) saved.number("wait");
    coolFor = (int) saved.number("cooldown");
    best = saved.has(BEST) ? Optional.of(saved.numbers(BEST)[0]) : Optional.empty();
  }
}
