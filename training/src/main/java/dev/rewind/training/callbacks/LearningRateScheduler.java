package dev.rewind.training.callbacks;

import java.util.Set;

/**
 * Sets the learning rate at the beginning of each epoch.
 *
 * <pre>{@code
 * LearningRateScheduler.of((epoch, rate) -> epoch < 10 ? rate : rate * 0.95)
 * }</pre>
 *
 * <p>The logs and the history get a {@code learning_rate}, which callbacks after this one see. For
 * a rate that changes with each step, give the optimizer a schedule instead.
 *
 * <p><b>Source</b>: {@code keras/src/callbacks/learning_rate_scheduler.py}, Keras 3.15.1.
 */
public final class LearningRateScheduler implements Callback {
  private static final String WHO = "LearningRateScheduler";

  /** The learning rate of an epoch. */
  @FunctionalInterface
  public interface Schedule {

    /**
     * The learning rate of an epoch.
     *
     * @param epoch its number, from 0
     * @param learningRate the rate until now
     * @return the rate from now on, finite and at least 0
     */
    double rate(int epoch, double learningRate);
  }

  private final Schedule schedule;

  private LearningRateScheduler(Schedule schedule) {
    this.schedule = schedule;
  }

  /**
   * The callback.
   *
   * @param schedule gives the rate of each epoch
   * @return the callback
   */
  public static LearningRateScheduler of(Schedule schedule) {
    return new LearningRateScheduler(schedule);
  }

  /** The {@code learning_rate} that it adds to the logs. */
  @Override
  public Set<String> logNames() {
    return LearningRates.LOG_NAMES;
  }

  @Override
  public void onTrainBegin(Training training) {
    LearningRates.requireFixed(WHO, training);
  }

  @Override
  public void onEpochBegin(Training training) {
    double rate = training.optimizer().learningRate();
    training.optimizer().setLearningRate(schedule.rate(training.epoch(), rate));
  }

  @Override
  public void onEpochEnd(Training training) {
    LearningRates.log(training);
  }
}
