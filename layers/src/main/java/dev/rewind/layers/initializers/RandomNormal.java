package dev.rewind.layers.initializers;

import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Range;
import org.ejml.data.DMatrixRMaj;

/**
 * Normal numbers, not cut off.
 *
 * <p><b>Source</b>: {@code keras/src/initializers/random_initializers.py}, Keras 3.15.1.
 *
 * @param options {@code seed}, {@code mean} and {@code stddev}
 */
public record RandomNormal(Options options) implements RandomInitializer<RandomNormal> {
  private static final Option<Double> MEAN = Option.of("mean", Codecs.DOUBLE, 0.0).in(Range.FINITE);

  private static final Option<Double> STDDEV =
      Option.of("stddev", Codecs.DOUBLE, 0.05).in(Range.NOT_NEGATIVE);

  private static final Options DECLARED = Options.of("RandomNormal", SEED, MEAN, STDDEV);

  /**
   * Takes options that were made for this initializer.
   *
   * @param options {@code seed}, {@code mean} and {@code stddev}
   * @throws IllegalArgumentException if they are of something else
   */
  public RandomNormal {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The initializer.
   *
   * @return mean 0 and standard deviation 0.05
   */
  public static RandomNormal of() {
    return new RandomNormal(DECLARED);
  }

  @Override
  public RandomNormal with(Options newOptions) {
    return new RandomNormal(newOptions);
  }

  /**
   * Sets the mean.
   *
   * @param mean finite, 0 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public RandomNormal mean(double mean) {
    return with(options.with(MEAN, mean));
  }

  /**
   * The mean.
   *
   * @return finite, 0 by default
   */
  public double mean() {
    return options.get(MEAN);
  }

  /**
   * Sets the standard deviation.
   *
   * @param stddev finite, at least 0, 0.05 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public RandomNormal stddev(double stddev) {
    return with(options.with(STDDEV, stddev));
  }

  /**
   * The standard deviation.
   *
   * @return finite, at least 0, 0.05 by default
   */
  public double stddev() {
    return options.get(STDDEV);
  }

  @Override
  public DMatrixRMaj draw(TensorShape shape, RandomSource source) {
    return source.fillGaussian(mean(), stddev(), shape.zeros());
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
