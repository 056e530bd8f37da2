package dev.rewind.layers.constraints;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Range;

/**
 * No vector of a norm above a limit.
 *
 * <pre>
 *   w ← w · min(‖w‖, maxValue) / (ε + ‖w‖)     ε = 1e-7
 * </pre>
 *
 * <p>Vectors below the limit get shorter by ε.
 *
 * <p><b>Source</b>: {@code keras/src/constraints/constraints.py}, Keras 3.15.1.
 *
 * @param options {@code max_value} and {@code axis}
 */
public record MaxNorm(Options options) implements NormConstraint<MaxNorm> {
  private static final Option<Double> MAX_VALUE =
      Option.of("max_value", Codecs.DOUBLE, 2.0).in(Range.NOT_NEGATIVE);

  private static final Options DECLARED = Options.of("MaxNorm", MAX_VALUE, AXIS);

  /**
   * Takes options that were made for this constraint.
   *
   * @param options {@code max_value} and {@code axis}
   * @throws IllegalArgumentException if they are of something else
   */
  public MaxNorm {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The constraint.
   *
   * @return norms of at most 2, along axis 0
   */
  public static MaxNorm of() {
    return new MaxNorm(DECLARED);
  }

  /**
   * The constraint with a limit.
   *
   * @param maxValue the largest norm, finite, at least 0
   * @return norms of at most this, along axis 0
   * @throws IllegalArgumentException if it is out of range
   */
  public static MaxNorm of(double maxValue) {
    return of().maxValue(maxValue);
  }

  @Override
  public MaxNorm with(Options newOptions) {
    return new MaxNorm(newOptions);
  }

  /**
   * Sets the limit.
   *
   * @param maxValue the largest norm, finite, at least 0, 2 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public MaxNorm maxValue(double maxValue) {
    return with(options.with(MAX_VALUE, maxValue));
  }

  /**
   * The limit.
   *
   * @return the largest norm, finite, at least 0, 2 by default
   */
  public double maxValue() {
    return options.get(MAX_VALUE);
  }

  @Override
  public double projected(double w, double norm) {
    return w * (Math.min(norm, maxValue()) / (EPSILON + norm));
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
