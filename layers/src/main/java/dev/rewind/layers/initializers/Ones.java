package dev.rewind.layers.initializers;

import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Options;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * All elements 1.
 *
 * <p><b>Source</b>: {@code keras/src/initializers/constant_initializers.py}, Keras 3.15.1.
 *
 * @param options none
 */
public record Ones(Options options) implements Initializer {
  private static final Options DECLARED = Options.of("Ones");

  /**
   * Takes options that were made for this initializer.
   *
   * @param options none
   * @throws IllegalArgumentException if they are of something else
   */
  public Ones {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The initializer.
   *
   * @return ones
   */
  public static Ones of() {
    return new Ones(DECLARED);
  }

  @Override
  public Ones with(Options newOptions) {
    return new Ones(newOptions);
  }

  @Override
  public DMatrixRMaj create(TensorShape shape, RandomSource random) {
    DMatrixRMaj matrix = shape.zeros();
    CommonOps_DDRM.fill(matrix, 1);
    return matrix;
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
