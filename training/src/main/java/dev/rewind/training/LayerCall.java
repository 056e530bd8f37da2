package dev.rewind.training;

import dev.rewind.layers.DataShape;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A layer, applied in one place of a graph: Keras' Node. Two calls are never equal, since each is a
 * place of its own.
 */
final class LayerCall {
  private final SharedLayer layer;
  private final List<Tensor> inputs;
  private final List<DataShape> shapes;

  /** Refuses what the layer can not take. */
  LayerCall(SharedLayer layer, List<Tensor> inputs) {
    this.layer = Objects.requireNonNull(layer, "layer");
    this.inputs = List.copyOf(inputs);
    this.shapes = layer.config().outputShapes(inputShapes());
  }

  SharedLayer layer() {
    return layer;
  }

  /** What goes in; nothing if this is where data enter the graph. */
  List<Tensor> inputs() {
    return inputs;
  }

  boolean isInput() {
    return inputs.isEmpty();
  }

  List<DataShape> inputShapes() {
    return inputs.stream().map(Tensor::shape).toList();
  }

  /** The shapes of what comes out. */
  List<DataShape> shapes() {
    return shapes;
  }

  List<Tensor> outputs() {
    return IntStream.range(0, shapes.size()).mapToObj(i -> new Tensor(this, i)).toList();
  }
}
