package dev.rewind.layers.initializers;

import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Options;
import org.ejml.data.DMatrixRMaj;

/**
 * All elements 0.
 *
 * <p><b>Source</b>: {@code keras/src/initializers/constant_initializers.py}, Keras 3.15.1.
 *
 * @param options none
 */
public record Zeros(Options options) implements Initializer {
  private static final Options DECLARED = Options.of("Zeros");

  /**
   * Takes options that were made for this initializer.
   *
   * @param options none
   * @throws IllegalArgumentException if they are of something else
   */
  public Zeros {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * The initializer.
   *
   * @return zeros
   */
  public static Zeros of() {
    return new Zeros(DECLARED);
  }

  @Override
  public Zeros with(Options newOptions) {
    return new Zeros(newOptions);
  }

  @Override
  public DMatrixRMaj create(TensorShape shape, RandomSource random) {
    return shape.zeros();
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
