package dev.rewind.core.options;

import java.util.function.Predicate;

/**
 * Which values an option may have, and how a message says so.
 *
 * @param allowed true for values in the range
 * @param text the range in words that follow "must be", for example {@code "in [0, 1)"}
 * @param <T> the type of the values
 */
public record Range<T>(Predicate<T> allowed, String text) {
  /** Numbers but infinities and NaN. */
  public static final Range<Double> FINITE = new Range<>(Double::isFinite, "finite");

  /** Finite numbers from 0. */
  public static final Range<Double> NOT_NEGATIVE =
      new Range<>(value -> value >= 0 && Double.isFinite(value), "finite and at least 0");

  /** Finite numbers above 0. */
  public static final Range<Double> POSITIVE =
      new Range<>(value -> value > 0 && Double.isFinite(value), "finite and positive");
}
