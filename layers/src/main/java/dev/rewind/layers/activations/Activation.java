package dev.rewind.layers.activations;

import dev.rewind.autograd.Variable;

/** A function that a layer applies to its result, or to its gates. Keeps the shape. */
public interface Activation {

  /**
   * The Keras name.
   *
   * @return for example {@code "tanh"}
   */
  String name();

  /**
   * Applies the function.
   *
   * @param x any matrix
   * @return a matrix of the same shape
   */
  Variable apply(Variable x);
}
