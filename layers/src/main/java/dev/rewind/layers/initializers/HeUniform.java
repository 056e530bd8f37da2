package dev.rewind.layers.initializers;

import dev.rewind.core.options.Options;

/**
 * Uniform numbers whose variance is 2 over the number of inputs: for rectifiers.
 *
 * <pre>
 *   limit = √(6 / fanIn)
 *   w ~ uniform(−limit, limit)
 * </pre>
 *
 * <p><b>Source</b>: {@code keras/src/initializers/random_initializers.py}, Keras 3.15.1; He, Zhang,
 * Ren and Sun, "Delving deep into rectifiers", ICCV 2015, arXiv:1502.01852.
 *
 * @param options {@code seed}, {@code input_axes} and {@code output_axes}
 */
public record HeUniform(Options options) implements FanInitializer<HeUniform> {
  private static final Options DECLARED = FanInitializer.options("HeUniform");

  /**
   * Takes options that were made for this initializer.
   *
   * @param options {@code seed}, {@code input_axes} and {@code output_axes}
   * @throws IllegalArgumentException if they are of something else
   */
  public HeUniform {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The initializer.
   *
   * @return the defaults of Keras
   */
  public static HeUniform of() {
    return new HeUniform(DECLARED);
  }

  @Override
  public HeUniform with(Options newOptions) {
    return new HeUniform(newOptions);
  }

  @Override
  public double scale() {
    return 2;
  }

  @Override
  public FanMode mode() {
    return FanMode.FAN_IN;
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
