package dev.rewind.layers.initializers;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Range;

/**
 * Random numbers whose variance goes with 1 over the number of inputs or outputs.
 *
 * <pre>
 *   variance = scale / max(1, n)     n = fanIn, fanOut or their mean
 * </pre>
 *
 * <p><b>Source</b>: {@code keras/src/initializers/random_initializers.py}, Keras 3.15.1.
 *
 * @param options {@code seed}, {@code scale}, {@code mode}, {@code distribution}, {@code
 *     input_axes} and {@code output_axes}
 */
public record VarianceScaling(Options options) implements FanInitializer<VarianceScaling> {
  private static final Option<Double> SCALE =
      Option.of("scale", Codecs.DOUBLE, 1.0).in(Range.POSITIVE);

  private static final Option<FanMode> MODE =
      Option.of("mode", Codecs.choice(FanMode.class), FanMode.FAN_IN);

  private static final Option<Distribution> DISTRIBUTION =
      Option.of("distribution", Codecs.choice(Distribution.class), Distribution.TRUNCATED_NORMAL);

  private static final Options DECLARED =
      FanInitializer.options("VarianceScaling", SCALE, MODE, DISTRIBUTION);

  /**
   * Takes options that were made for this initializer.
   *
   * @param options {@code seed}, {@code scale}, {@code mode}, {@code distribution}, {@code
   *     input_axes} and {@code output_axes}
   * @throws IllegalArgumentException if they are of something else
   */
  public VarianceScaling {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The initializer.
   *
   * @return scale 1, by the number of inputs, normal cut at two deviations
   */
  public static VarianceScaling of() {
    return new VarianceScaling(DECLARED);
  }

  @Override
  public VarianceScaling with(Options newOptions) {
    return new VarianceScaling(newOptions);
  }

  /**
   * Sets the scale.
   *
   * @param scale the variance times n, finite and positive, 1 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public VarianceScaling scale(double scale) {
    return with(options.with(SCALE, scale));
  }

  @Override
  public double scale() {
    return options.get(SCALE);
  }

  /**
   * Says what n is.
   *
   * @param mode the number of inputs by default
   * @return a changed copy
   */
  public VarianceScaling mode(FanMode mode) {
    return with(options.with(MODE, mode));
  }

  @Override
  public FanMode mode() {
    return options.get(MODE);
  }

  /**
   * Says how the numbers are distributed.
   *
   * @param distribution a normal cut at two deviations by default
   * @return a changed copy
   */
  public VarianceScaling distribution(Distribution distribution) {
    return with(options.with(DISTRIBUTION, distribution));
  }

  @Override
  public Distribution distribution() {
    return options.get(DISTRIBUTION);
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
