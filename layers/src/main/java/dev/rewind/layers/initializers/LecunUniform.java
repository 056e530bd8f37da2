package dev.rewind.layers.initializers;

import dev.rewind.core.options.Options;

/**
 * Uniform numbers whose variance is 1 over the number of inputs.
 *
 * <pre>
 *   limit = √(3 / fanIn)
 *   w ~ uniform(−limit, limit)
 * </pre>
 *
 * <p><b>Source</b>: {@code keras/src/initializers/random_initializers.py}, Keras 3.15.1; LeCun,
 * Bottou, Orr and Müller, "Efficient BackProp", 1998, section 4.6.
 *
 * @param options {@code seed}, {@code input_axes} and {@code output_axes}
 */
public record LecunUniform(Options options) implements FanInitializer<LecunUniform> {
  private static final Options DECLARED = FanInitializer.options("LecunUniform");

  /**
   * Takes options that were made for this initializer.
   *
   * @param options {@code seed}, {@code input_axes} and {@code output_axes}
   * @throws IllegalArgumentException if they are of something else
   */
  public LecunUniform {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The initializer.
   *
   * @return the defaults of Keras
   */
  public static LecunUniform of() {
    return new LecunUniform(DECLARED);
  }

  @Override
  public LecunUniform with(Options newOptions) {
    return new LecunUniform(newOptions);
  }

  @Override
  public double scale() {
    return 1;
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
