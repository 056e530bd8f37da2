package dev.rewind.layers.regularizers;

import dev.rewind.autograd.Variable;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Configured;
import java.util.Optional;

/** A penalty that is added to the loss. Immutable. */
public interface Regularizer extends Configured<Regularizer> {

  /** {@code keras.regularizers}. */
  @Override
  default Optional<String> module() {
    return Optional.of("keras.regularizers");
  }

  /**
   * Requires a shape that has a penalty. Asked when a weight is made, before any training.
   *
   * @param who the weight's name, for the message
   * @param shape the weight's shape
   * @throws IllegalArgumentException if weights of this shape have no penalty; by default all have
   */
  default void checkShape(String who, TensorShape shape) {}

  /**
   * The penalty.
   *
   * @param x a weight, or the output of a layer
   * @return a single number {@code [1, 1]} on the tape of {@code x}
   */
  Variable penalty(Variable x);
}
