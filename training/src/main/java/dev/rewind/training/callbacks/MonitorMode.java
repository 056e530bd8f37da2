package dev.rewind.training.callbacks;

/** When a watched score is better: Keras' {@code mode}. */
public enum MonitorMode {
  /**
   * As the score itself says: losses are better when they are smaller, accuracies when they are
   * larger. A score that does not say is refused when training begins.
   */
  AUTO,
  /** When it is smaller. */
  MIN,
  /** When it is larger. */
  MAX
}
