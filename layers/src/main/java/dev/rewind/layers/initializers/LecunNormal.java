package dev.rewind.layers.initializers;

import dev.rewind.core.options.Options;

/**
 * Normal numbers, cut at two deviations, whose variance is 1 over the number of inputs.
 *
 * <pre>
 *   variance = 1 / fanIn
 * </pre>
 *
 * <p><b>Source</b>: {@code keras/src/initializers/random_initializers.py}, Keras 3.15.1; LeCun,
 * Bottou, Orr and Müller, "Efficient BackProp", 1998, section 4.6; Klambauer et al.,
 * "Self-normalizing neural networks", NIPS 2017, arXiv:1706.02515.
 *
 * @param options {@code seed}, {@code input_axes} and {@code output_axes}
 */
public record LecunNormal(Options options) implements FanInitializer<LecunNormal> {
  private static final Options DECLARED = FanInitializer.options("LecunNormal");

  /**
   * Takes options that were made for this initializer.
   *
   * @param options {@code seed}, {@code input_axes} and {@code output_axes}
   * @throws IllegalArgumentException if they are of something else
   */
  public LecunNormal {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The initializer.
   *
   * @return the defaults of Keras
   */
  public static LecunNormal of() {
    return new LecunNormal(DECLARED);
  }

  @Override
  public LecunNormal with(Options newOptions) {
    return new LecunNormal(newOptions);
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
    return Distribution.TRUNCATED_NORMAL;
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
