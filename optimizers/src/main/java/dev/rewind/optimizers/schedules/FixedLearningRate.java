package dev.rewind.optimizers.schedules;

/**
 * The same rate at every step; made by {@link LearningRate#of}.
 *
 * @param value the rate
 */
public record FixedLearningRate(double value) implements LearningRate {

  @Override
  public double at(long step) {
    return value;
  }

  @Override
  public String toString() {
    return String.valueOf(value);
  }
}
