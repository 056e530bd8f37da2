package dev.rewind.layers;

import dev.rewind.core.Checks;
import java.util.List;
import java.util.stream.Collectors;

/** How several inputs become one, without weights. */
interface Merge {

  /** The shape of the result of one input or more. */
  DataShape shape(String who, List<DataShape> inputs);

  /** The result, whose shape is known to exist. */
  Sequence merge(String who, CallContext context, List<Sequence> inputs);

  /** What {@link LayerConfig#outputShapes} is of a layer that merges so. */
  default List<DataShape> outputShapes(String who, List<DataShape> inputs) {
    Checks.require(!inputs.isEmpty(), who, "got no inputs; expected at least one.");
    return List.of(shape(who, inputs));
  }

  /** A layer that merges so. */
  default Layer build(String name, LayerConfig config, List<DataShape> inputs) {
    outputShapes(name, inputs);
    return new Built(name, config, this);
  }

  /** Shapes in a message. */
  static String text(List<DataShape> shapes) {
    return shapes.stream().map(DataShape::toString).collect(Collectors.joining(" and "));
  }

  /**
   * A merging layer in a model.
   *
   * @param name the layer's name
   * @param config what it was built from
   * @param merge what it computes
   */
  record Built(String name, LayerConfig config, Merge merge) implements Layer {
    @Override
    public List<Weight> weights() {
      return List.of();
    }

    @Override
    public Sequence call(CallContext context, Sequence input) {
      return call(context, List.of(input)).get(0);
    }

    @Override
    public List<Sequence> call(CallContext context, List<Sequence> inputs) {
      merge.outputShapes(name, inputs.stream().map(Sequence::shape).toList());
      List<Integer> batches = inputs.stream().map(Sequence::batch).distinct().toList();
      Checks.require(
          batches.size() == 1,
          name,
          "inputs have " + batches + " samples; expected as many in each.");
      return List.of(merge.merge(name, context, inputs));
    }
  }
}
