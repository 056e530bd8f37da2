package dev.rewind.layers.initializers;

import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Range;
import org.ejml.data.DMatrixRMaj;

/**
 * Normal numbers, drawn again until they lie within two standard deviations of the mean.
 *
 * <p>The standard deviation is that of the normal before it is cut; that of the numbers is 0.8796
 * times as large. (Only {@link VarianceScaling} makes up for that.)
 *
 * <p><b>Source</b>: {@code keras/src/initializers/random_initializers.py}, Keras 3.15.1.
 *
 * @param options {@code seed}, {@code mean} and {@code stddev}
 */
public record TruncatedNormal(Options options) implements RandomInitializer<TruncatedNormal> {
  private static final double CUT = 2;

  private static final Option<Double> MEAN = Option.of("mean", Codecs.DOUBLE, 0.0).in(Range.FINITE);

  private static final Option<Double> STDDEV =
      Option.of("stddev", Codecs.DOUBLE, 0.05).in(Range.NOT_NEGATIVE);

  private static final Options DECLARED = Options.of("TruncatedNormal", SEED, MEAN, STDDEV);

  /**
   * Takes options that were made for this initializer.
   *
   * @param options {@code seed}, {@code mean} and {@code stddev}
   * @throws IllegalArgumentException if they are of something else
   */
  public TruncatedNormal {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The initializer.
   *
   * @return mean 0 and standard deviation 0.05
   */
  public static TruncatedNormal of() {
    return new TruncatedNormal(DECLARED);
  }

  @Override
  public TruncatedNormal with(Options newOptions) {
    return new TruncatedNormal(newOptions);
  }

  /**
   * Sets the mean.
   *
   * @param mean finite, 0 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public TruncatedNormal mean(double mean) {
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
   * Sets the standard deviation before the cut.
   *
   * @param stddev finite, at least 0, 0.05 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public TruncatedNormal stddev(double stddev) {
    return with(options.with(STDDEV, stddev));
  }

  /**
   * The standard deviation before the cut.
   *
   * @return finite, at least 0, 0.05 by default
   */
  public double stddev() {
    return options.get(STDDEV);
  }

  @Override
  public DMatrixRMaj draw(TensorShape shape, RandomSource source) {
    return fill(mean(), stddev(), source, shape.zeros());
  }

  static DMatrixRMaj fill(double mean, double stddev, RandomSource source, DMatrixRMaj matrix) {
    for (int i = 0; i < matrix.getNumElements(); i++) {
      matrix.set(i, mean + stddev * truncated(source));
    }
    return matrix;
  }

  private static double truncated(RandomSource source) {
    double z = source.nextGaussian();
    while (Math.abs(z) >= CUT) {
      z = source.nextGaussian();
    }
    return z;
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
