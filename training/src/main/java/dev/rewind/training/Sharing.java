package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Weight;
import java.util.List;

/**
 * How a layer that stands in several places is built: for the inputs of the first. It may stand in
 * another place if the layer that would be built there has weights of the same shapes.
 */
final class Sharing {
  private Sharing() {}

  /**
   * Makes the weights.
   *
   * @param inputs the shapes of all inputs, for each place where they differ
   */
  static Layer build(
      String name, LayerConfig config, List<List<DataShape>> inputs, RandomSource random) {
    Layer layer = config.build(name, inputs.get(0), random);
    for (List<DataShape> others : inputs.subList(1, inputs.size())) {
      Layer apart = config.build(name, others, RandomSource.of(0)); // only its shapes are looked at
      requireSameShapes(layer, inputs.get(0), apart, others);
    }
    return layer;
  }

  private static void requireSameShapes(
      Layer layer, List<DataShape> inputs, Layer apart, List<DataShape> others) {
    List<TensorShape> shapes = layer.weights().stream().map(Weight::shape).toList();
    List<TensorShape> otherShapes = apart.weights().stream().map(Weight::shape).toList();
    Checks.require(
        shapes.equals(otherShapes),
        layer.name(),
        "is shared by inputs of the shapes "
            + inputs
            + " and "
            + others
            + ", but has weights of the shapes "
            + shapes
            + " for the one and "
            + otherShapes
            + " for the other. Give each a layer of its own.");
  }
}
