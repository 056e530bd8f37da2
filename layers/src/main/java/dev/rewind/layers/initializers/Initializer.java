package dev.rewind.layers.initializers;

import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.core.options.Configured;
import org.ejml.data.DMatrixRMaj;

/** Gives a weight its initial value. Immutable. */
public interface Initializer extends Configured<Initializer> {

  /**
   * Makes an initial value.
   *
   * @param shape its shape
   * @param random what is drawn from, unless the initializer has a seed of its own
   * @return a new matrix, owned by the caller
   * @throws IllegalArgumentException if the initializer can not fill such a shape
   */
  DMatrixRMaj create(Shape shape, RandomSource random);
}
