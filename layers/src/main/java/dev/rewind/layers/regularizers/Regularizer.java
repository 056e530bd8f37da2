package dev.rewind.layers.regularizers;

import dev.rewind.autograd.Variable;
import dev.rewind.core.options.Configured;

/** A penalty that is added to the loss. Immutable. */
public interface Regularizer extends Configured<Regularizer> {

  /**
   * The penalty.
   *
   * @param x a weight, or the output of a layer
   * @return a single number {@code [1, 1]} on the tape of {@code x}
   */
  Variable penalty(Variable x);
}
