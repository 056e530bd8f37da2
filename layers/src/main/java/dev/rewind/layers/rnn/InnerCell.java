package dev.rewind.layers.rnn;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import dev.rewind.layers.LayerOptions;
import dev.rewind.layers.Weight;

/**
 * A cell of any kind within a layer or a stack of cells, which is frozen with what it stands in.
 *
 * @param config the description of the cell
 * @param trainable whether the layer or the stack around it is trained
 */
record InnerCell(CellConfig config, boolean trainable) {

  /** Makes the weights, and checks that the built cell is as described. */
  RNNCell build(String name, int features, RandomSource random) {
    RNNCell built = frozenWithItsOwner().build(name, features, random);
    Checks.require(
        built.stateSizes().equals(config.stateSizes()),
        name,
        config.className()
            + " was built with states of the sizes "
            + built.stateSizes()
            + "; expected "
            + config.stateSizes()
            + " as its description says.");
    Checks.require(
        trainable || built.weights().stream().noneMatch(Weight::trainable),
        name,
        "can not be frozen: "
            + config.className()
            + " has no option trainable. Declare LayerOptions.TRAINABLE in the cell.");
    return built;
  }

  private CellConfig frozenWithItsOwner() {
    Options own = config.options();
    return trainable || !own.has(LayerOptions.TRAINABLE)
        ? config
        : config.with(own.with(LayerOptions.TRAINABLE, false));
  }
}
