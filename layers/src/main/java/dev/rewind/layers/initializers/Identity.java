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
 * The identity matrix; where a matrix is not square, cut off or padded with zeros.
 *
 * <pre>
 *   w[i, j] = gain if i = j, else 0
 * </pre>
 *
 * <p>Keras 3.15.1 loses the gain when it writes a configuration, but reads one with a gain. Here it
 * is written when it is not 1.
 *
 * <p><b>Source</b>: {@code keras/src/initializers/constant_initializers.py}, Keras 3.15.1.
 *
 * @param options {@code gain}
 */
public record Identity(Options options) implements Initializer {
  private static final Option<Double> GAIN =
      Option.of("gain", Codecs.DOUBLE, 1.0).in(Range.FINITE).writtenIfChanged();

  private static final Options DECLARED = Options.of("Identity", GAIN);

  /**
   * Takes options that were made for this initializer.
   *
   * @param options {@code gain}
   * @throws IllegalArgumentException if they are of something else
   */
  public Identity {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The initializer.
   *
   * @return the identity matrix
   */
  public static Identity of() {
    return new Identity(DECLARED);
  }

  @Override
  public Identity with(Options newOptions) {
    return new Identity(newOptions);
  }

  /**
   * Sets the factor.
   *
   * @param gain what the matrix is multiplied with, finite, 1 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is not finite
   */
  public Identity gain(double gain) {
    return with(options.with(GAIN, gain));
  }

  /**
   * The factor.
   *
   * @return what the matrix is multiplied with
   */
  public double gain() {
    return options.get(GAIN);
  }

  @Override
  public DMatrixRMaj create(TensorShape shape, RandomSource random) {
    Checks.require(
        shape.rank() == 2,
        className(),
        "shape " + shape + " has rank " + shape.rank() + "; expected a matrix.");
    DMatrixRMaj matrix = shape.zeros();
    for (int i = 0; i < Math.min(matrix.numRows, matrix.numCols); i++) {
      matrix.set(i, i, gain());
    }
    return matrix;
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
