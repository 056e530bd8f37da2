package dev.rewind.layers.initializers;

import dev.rewind.core.options.Options;

/**
 * Uniform numbers whose variance is 1 over the mean of inputs and outputs, also called Xavier
 * uniform.
 *
 * <pre>
 *   limit = √(6 / (fanIn + fanOut))
 *   w ~ uniform(−limit, limit)
 * </pre>
 *
 * <p><b>Source</b>: {@code keras/src/initializers/random_initializers.py}, Keras 3.15.1; Glorot and
 * Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS
 * 2010, equation 16.
 *
 * @param options {@code seed}, {@code input_axes} and {@code output_axes}
 */
public record GlorotUniform(Options options) implements FanInitializer<GlorotUniform> {
  private static final Options DECLARED = FanInitializer.options("GlorotUniform");

  /**
   * Takes options that were made for this initializer.
   *
   * @param options {@code seed}, {@code input_axes} and {@code output_axes}
   * @throws IllegalArgumentException if they are of something else
   */
  public GlorotUniform {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The initializer.
   *
   * @return the defaults of Keras
   */
  public static GlorotUniform of() {
    return new GlorotUniform(DECLARED);
  }

  @Override
  public GlorotUniform with(Options newOptions) {
    return new GlorotUniform(newOptions);
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
    return Distribution.UNIFORM;
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
