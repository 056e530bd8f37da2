package dev.rewind.layers.constraints;

import dev.rewind.core.Checks;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Range;

/**
 * Norms of all vectors between two limits, or some way towards them.
 *
 * <pre>
 *   n = rate · clip(‖w‖, minValue, maxValue) + (1 − rate) · ‖w‖
 *   w ← w · n / (ε + ‖w‖)     ε = 1e-7
 * </pre>
 *
 * <p><b>Source</b>: {@code keras/src/constraints/constraints.py}, Keras 3.15.1.
 *
 * @param options {@code min_value}, {@code max_value}, {@code rate} and {@code axis}
 */
public record MinMaxNorm(Options options) implements NormConstraint<MinMaxNorm> {
  private static final Option<Double> MIN_VALUE =
      Option.of("min_value", Codecs.DOUBLE, 0.0).in(Range.NOT_NEGATIVE);

  private static final Option<Double> MAX_VALUE =
      Option.of("max_value", Codecs.DOUBLE, 1.0).in(Range.NOT_NEGATIVE);

  private static final Option<Double> RATE =
      Option.of("rate", Codecs.DOUBLE, 1.0).in(rate -> rate >= 0 && rate <= 1, "in [0, 1]");

  private static final Options DECLARED =
      Options.of("MinMaxNorm", MIN_VALUE, MAX_VALUE, RATE, AXIS);

  /**
   * Takes options that were made for this constraint.
   *
   * @param options {@code min_value}, {@code max_value}, {@code rate} and {@code axis}
   * @throws IllegalArgumentException if they are of something else, or the limits are in the wrong
   *     order
   */
  public MinMaxNorm {
    DECLARED.requireSameDeclarations(options);
    double minValue = options.get(MIN_VALUE);
    double maxValue = options.get(MAX_VALUE);
    Checks.require(
        minValue <= maxValue,
        options.owner(),
        "minValue must be at most maxValue "
            + maxValue
            + ", got "
            + minValue
            + ". Set both at once with of.");
  }

  /**
   * The constraint.
   *
   * @return norms of at most 1, along axis 0
   */
  public static MinMaxNorm of() {
    return new MinMaxNorm(DECLARED);
  }

  /**
   * The constraint with both limits.
   *
   * @param minValue the smallest norm, finite, at least 0
   * @param maxValue the largest norm, finite, at least the smallest
   * @return norms between them, along axis 0
   * @throws IllegalArgumentException if a limit is out of range
   */
  public static MinMaxNorm of(double minValue, double maxValue) {
    return new MinMaxNorm(DECLARED.with(MIN_VALUE, minValue).with(MAX_VALUE, maxValue));
  }

  @Override
  public MinMaxNorm with(Options newOptions) {
    return new MinMaxNorm(newOptions);
  }

  /**
   * Sets the lower limit.
   *
   * @param minValue the smallest norm, finite, from 0 to the largest, 0 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public MinMaxNorm minValue(double minValue) {
    return with(options.with(MIN_VALUE, minValue));
  }

  /**
   * The lower limit.
   *
   * @return the smallest norm, finite, from 0 to the largest, 0 by default
   */
  public double minValue() {
    return options.get(MIN_VALUE);
  }

  /**
   * Sets the upper limit.
   *
   * @param maxValue the largest norm, finite, at least the smallest, 1 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public MinMaxNorm maxValue(double maxValue) {
    return with(options.with(MAX_VALUE, maxValue));
  }

  /**
   * The upper limit.
   *
   * @return the largest norm, finite, at least the smallest, 1 by default
   */
  public double maxValue() {
    return options.get(MAX_VALUE);
  }

  /**
   * Says how far the norms go towards the limits at each update.
   *
   * @param rate in [0, 1]; 1, the default, keeps them strictly
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public MinMaxNorm rate(double rate) {
    return with(options.with(RATE, rate));
  }

  /**
   * How far the norms go towards the limits at each update.
   *
   * @return in [0, 1]; 1, the default, keeps them strictly
   */
  public double rate() {
    return options.get(RATE);
  }

  @Override
  public double projected(double w, double norm) {
    double clipped = Math.min(Math.max(norm, minValue()), maxValue());
    double wanted = rate() * clipped + (1 - rate()) * norm;
    return w * (wanted / (EPSILON + norm));
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
