package dev.rewind.layers.rnn;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Configured;

/** The description of a recurrent cell: an immutable value with Keras' options, without weights. */
public interface CellConfig extends Configured<CellConfig> {

  /**
   * The size of the output of a step.
   *
   * @return its number of columns
   */
  int outputSize();

  /**
   * The number of states that go from step to step.
   *
   * @return at least 1, the size of {@link RNNCell#stateSizes()} of the built cell
   */
  int states();

  /**
   * Makes the weights.
   *
   * @param name the cell's name
   * @param features number of features of the inputs
   * @param random what the initializers draw from
   * @return a cell that has its weights
   */
  RNNCell build(String name, int features, RandomSource random);
}
