package dev.rewind.layers.initializers;

import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Range;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * All elements the same number.
 *
 * <p><b>Source</b>: {@code keras/src/initializers/constant_initializers.py}, Keras 3.15.1.
 *
 * @param options {@code value}
 */
public record Constant(Options options) implements Initializer {
  private static final Option<Double> VALUE =
      Option.of("value", Codecs.DOUBLE, 0.0).in(Range.FINITE);

  private static final Options DECLARED = Options.of("Constant", VALUE);

  /**
   * Takes options that were made for this initializer.
   *
   * @param options {@code value}
   * @throws IllegalArgumentException if they are of something else
   */
  public Constant {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The initializer.
   *
   * @return all elements 0, as long as no value is given
   */
  public static Constant of() {
    return new Constant(DECLARED);
  }

  /**
   * The initializer with a value.
   *
   * @param value what each element is, finite
   * @return all elements this value
   * @throws IllegalArgumentException if it is not finite
   */
  public static Constant of(double value) {
    return of().value(value);
  }

  @Override
  public Constant with(Options newOptions) {
    return new Constant(newOptions);
  }

  /**
   * Says which value.
   *
   * @param value what each element is, finite, 0 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is not finite
   */
  public Constant value(double value) {
    return with(options.with(VALUE, value));
  }

  /**
   * The value.
   *
   * @return what each element is
   */
  public double value() {
    return options.get(VALUE);
  }

  @Override
  public DMatrixRMaj create(TensorShape shape, RandomSource random) {
    DMatrixRMaj matrix = shape.zeros();
    CommonOps_DDRM.fill(matrix, value());
    return matrix;
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
