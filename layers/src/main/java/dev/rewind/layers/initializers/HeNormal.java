package dev.rewind.layers.initializers;

import dev.rewind.core.options.Options;

/**
 * Normal numbers, cut at two deviations, whose variance is 2 over the number of inputs: for
 * rectifiers.
 *
 * <pre>
 *   variance = 2 / fanIn
 * </pre>
 *
 * <p><b>Source</b>: {@code keras/src/initializers/random_initializers.py}, Keras 3.15.1; He, Zhang,
 * Ren and Sun, "Delving deep into rectifiers", ICCV 2015, arXiv:1502.01852.
 *
 * @param options {@code seed}, {@code input_axes} and {@code output_axes}
 */
public record HeNormal(Options options) implements FanInitializer<HeNormal> {
  private static final Options DECLARED = FanInitializer.options("HeNormal");

  /**
   * Takes options that were made for this initializer.
   *
   * @param options {@code seed}, {@code input_axes} and {@code output_axes}
   * @throws IllegalArgumentException if they are of something else
   */
  public HeNormal {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The initializer.
   *
   * @return the defaults of Keras
   */
  public static HeNormal of() {
    return new HeNormal(DECLARED);
  }

  @Override
  public HeNormal with(Options newOptions) {
    return new HeNormal(newOptions);
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
    return Distribution.TRUNCATED_NORMAL;
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
