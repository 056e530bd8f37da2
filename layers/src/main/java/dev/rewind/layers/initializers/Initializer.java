package dev.rewind.layers.initializers;

import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Configured;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/** Gives a weight its initial value. Immutable. */
public interface Initializer extends Configured<Initializer> {

  /** {@code keras.initializers}. */
  @Override
  default Optional<String> module() {
    return Optional.of("keras.initializers");
  }

  /**
   * Makes an initial value.
   *
   * @param shape the weight's shape; its rank counts: a bias {@code (9,)} has other fans than a
   *     kernel {@code (1, 9)}
   * @param random what is drawn from, unless the initializer has a seed of its own
   * @return a new matrix of the shape {@link TensorShape#matrix()}, owned by the caller
   * @throws IllegalArgumentException if the initializer can not fill such a shape
   */
  DMatrixRMaj create(TensorShape shape, RandomSource random);
}
