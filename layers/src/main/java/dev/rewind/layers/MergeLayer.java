package dev.rewind.layers;

import dev.rewind.core.RandomSource;
import java.util.List;

/** A layer that makes several inputs one by a {@link Merge}; a single input is a list of one. */
interface MergeLayer extends LayerConfig {

  @Override
  List<DataShape> outputShapes(List<DataShape> inputs);

  @Override
  Layer build(String name, List<DataShape> inputs, RandomSource random);

  @Override
  default DataShape outputShape(DataShape input) {
    return outputShapes(List.of(input)).get(0);
  }

  @Override
  default Layer build(String name, DataShape input, RandomSource random) {
    return build(name, List.of(input), random);
  }
}
