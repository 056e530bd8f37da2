package dev.rewind.training.metrics;

/** Whether a score is better when it is larger: Keras' {@code _direction}. */
public enum Direction {
  /** Larger is better, as for an accuracy. */
  UP,
  /** Smaller is better, as for a loss. */
  DOWN
}
