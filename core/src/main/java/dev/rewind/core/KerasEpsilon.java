package dev.rewind.core;

/**
 * The number that Keras keeps divisors and logarithms away from 0 with, where no argument says
 * another one.
 *
 * <p><b>Source</b>: {@code epsilon} in {@code keras/src/backend/config.py}, Keras 3.15.1.
 */
public final class KerasEpsilon {
  /** What {@code keras.config.epsilon()} is unless it was set. */
  public static final double VALUE = 1e-7;

  private KerasEpsilon() {}
}
