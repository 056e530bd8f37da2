package dev.rewind.layers.rnn;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;

/**
 * A cell of any kind within a layer or a stack of cells, which is frozen with what it stands in.
 *
 * @param config the description of the cell
 * @param trainable whether the layer or the stack around it is trained
 */
record InnerCell(CellConfig config, boolean trainable) {

  /** Makes the weights, and checks that the built cell is as described. */
  RNNCell build(String name, int features, RandomSource random) {
    RNNCell built = Freezing.of(trainable, config).build(name, features, random);
    Checks.require(
        built.stateSizes().equals(config.stateSizes()),
        name,
        config.className()
            + " was built with states of the sizes "
            + built.stateSizes()
            + "; expected "
            + config.stateSizes()
            + " as its description says.");
    Freezing.require(name, trainable, config, "cell", built.weights());
    return built;
  }
}
