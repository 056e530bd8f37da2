package dev.rewind.training.losses;

import dev.rewind.core.KerasEpsilon;

/** Keras' way to keep probabilities away from 0 and 1, where the logarithm ends. */
final class Probabilities {
  private static final double EPSILON = KerasEpsilon.VALUE;

  private Probabilities() {}

  /** The probability, moved into [ε, 1 − ε]. */
  static double clip(double p) {
    return Math.min(Math.max(p, EPSILON), 1 - EPSILON);
  }

  /** Whether the gradient passes: where it was clipped, the result is constant. */
  static boolean isInside(double p) {
    return p >= EPSILON && p <= 1 - EPSILON;
  }
}
