package dev.rewind.layers.rnn;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Configured;
import java.util.List;
import java.util.Optional;

/** The description of a recurrent cell: an immutable value with Keras' options, without weights. */
public interface CellConfig extends Configured<CellConfig> {

  /**
   * The size of the output of a step.
   *
   * @return its number of columns
   */
  int outputSize();

  /**
   * The sizes of the states that go from step to step, those of {@link RNNCell#stateSizes()} of the
   * built cell.
   *
   * @return one number of columns per state, at least one state
   */
  List<Integer> stateSizes();

  /**
   * Makes the weights.
   *
   * @param name the cell's name
   * @param features number of features of the inputs
   * @param random what the initializers draw from
   * @return a cell that has its weights
   */
  RNNCell build(String name, int features, RandomSource random);

  /** {@code keras.layers}. */
  @Override
  default Optional<String> module() {
    return Optional.of("keras.layers");
  }
}
