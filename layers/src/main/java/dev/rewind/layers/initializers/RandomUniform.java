package dev.rewind.layers.initializers;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Range;
import org.ejml.data.DMatrixRMaj;

/**
 * Uniform numbers.
 *
 * <p><b>Source</b>: {@code keras/src/initializers/random_initializers.py}, Keras 3.15.1.
 *
 * @param options {@code seed}, {@code minval} and {@code maxval}
 */
public record RandomUniform(Options options) implements RandomInitializer<RandomUniform> {
  private static final Option<Double> MINVAL =
      Option.of("minval", Codecs.DOUBLE, -0.05).in(Range.FINITE);

  private static final Option<Double> MAXVAL =
      Option.of("maxval", Codecs.DOUBLE, 0.05).in(Range.FINITE);

  private static final Options DECLARED = Options.of("RandomUniform", SEED, MINVAL, MAXVAL);

  /**
   * Takes options that were made for this initializer.
   *
   * @param options {@code seed}, {@code minval} and {@code maxval}
   * @throws IllegalArgumentException if they are of something else, or the limits are in the wrong
   *     order
   */
  public RandomUniform {
    DECLARED.requireSameDeclarations(options);
    double minval = options.get(MINVAL);
    double maxval = options.get(MAXVAL);
    Checks.require(
        minval <= maxval,
        options.owner(),
        "minval must be at most maxval "
            + maxval
            + ", got "
            + minval
            + ". Set both at once with of.");
  }

  /**
   * The initializer.
   *
   * @return numbers between −0.05 and 0.05
   */
  public static RandomUniform of() {
    return new RandomUniform(DECLARED);
  }

  /**
   * The initializer with both limits.
   *
   * @param minval lower limit, finite
   * @param maxval upper limit, finite, at least the lower one
   * @return numbers between them
   * @throws IllegalArgumentException if a limit is out of range
   */
  public static RandomUniform of(double minval, double maxval) {
    return new RandomUniform(DECLARED.with(MINVAL, minval).with(MAXVAL, maxval));
  }

  @Override
  public RandomUniform with(Options newOptions) {
    return new RandomUniform(newOptions);
  }

  /**
   * Sets the lower limit.
   *
   * @param minval finite, at most the upper limit, −0.05 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public RandomUniform minval(double minval) {
    return with(options.with(MINVAL, minval));
  }

  /**
   * The lower limit.
   *
   * @return finite, at most the upper limit, −0.05 by default
   */
  public double minval() {
    return options.get(MINVAL);
  }

  /**
   * Sets the upper limit.
   *
   * @param maxval finite, at least the lower limit, 0.05 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public RandomUniform maxval(double maxval) {
    return with(options.with(MAXVAL, maxval));
  }

  /**
   * The upper limit.
   *
   * @return finite, at least the lower limit, 0.05 by default
   */
  public double maxval() {
    return options.get(MAXVAL);
  }

  @Override
  public DMatrixRMaj draw(TensorShape shape, RandomSource source) {
    return source.fillUniform(minval(), maxval(), shape.zeros());
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
