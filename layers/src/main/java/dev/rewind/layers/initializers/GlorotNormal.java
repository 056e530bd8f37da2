package dev.rewind.layers.initializers;

import dev.rewind.core.options.Options;

/**
 * Normal numbers, cut at two deviations, whose variance is 1 over the mean of inputs and outputs,
 * also called Xavier normal.
 *
 * <pre>
 *   variance = 2 / (fanIn + fanOut)
 * </pre>
 *
 * <p><b>Source</b>: {@code keras/src/initializers/random_initializers.py}, Keras 3.15.1; Glorot and
 * Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS
 * 2010.
 *
 * @param options {@code seed}, {@code input_axes} and {@code output_axes}
 */
public record GlorotNormal(Options options) implements FanInitializer<GlorotNormal> {
  private static final Options DECLARED = FanInitializer.options("GlorotNormal");

  /**
   * Takes options that were made for this initializer.
   *
   * @param options {@code seed}, {@code input_axes} and {@code output_axes}
   * @throws IllegalArgumentException if they are of something else
   */
  public GlorotNormal {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The initializer.
   *
   * @return the defaults of Keras
   */
  public static GlorotNormal of() {
    return new GlorotNormal(DECLARED);
  }

  @Override
  public GlorotNormal with(Options newOptions) {
    return new GlorotNormal(newOptions);
  }

  @Override
  public double scale() {
    return 1;
  }

  @Override
  public FanMode mode() {
    return FanMode.FAN_AVG;
  }

  @Override
  public Distribution distribution() {
    return Distribution.TRUNCATED_NORMAL;
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
