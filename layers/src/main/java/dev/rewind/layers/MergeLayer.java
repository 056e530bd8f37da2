package dev.rewind.layers;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import java.util.List;
import java.util.stream.Collectors;

/** A layer without weights that makes several inputs one; a single input is a list of one. */
interface MergeLayer extends LayerConfig {

  /** The shape of the result. */
  DataShape mergedShape(String who, List<DataShape> inputs);

  /** The result, whose shape is known to exist. */
  Sequence merge(CallContext context, List<Sequence> inputs);

  @Override
  default DataShape outputShape(DataShape input) {
    return mergedShape(className(), List.of(input));
  }

  @Override
  default List<DataShape> outputShapes(List<DataShape> inputs) {
    requireSome(className(), inputs);
    return List.of(mergedShape(className(), inputs));
  }

  @Override
  default Layer build(String name, DataShape input, RandomSource random) {
    return build(name, List.of(input), random);
  }

  @Override
  default Layer build(String name, List<DataShape> inputs, RandomSource random) {
    requireSome(name, inputs);
    mergedShape(name, inputs);
    return new BuiltMerge(name, this);
  }

  private static void requireSome(String who, List<?> inputs) {
    Checks.require(!inputs.isEmpty(), who, "got no inputs; expected at least one.");
  }

  /** Shapes in a message. */
  static String text(List<DataShape> shapes) {
    return shapes.stream().map(DataShape::toString).collect(Collectors.joining(" and "));
  }

  /**
   * A merging layer in a model.
   *
   * @param name the layer's name
   * @param config what it computes
   */
  record BuiltMerge(String name, MergeLayer config) implements Layer {
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
      requireSome(name, inputs);
      config.mergedShape(name, inputs.stream().map(Sequence::shape).toList());
      List<Integer> batches = inputs.stream().map(Sequence::batch).distinct().toList();
      Checks.require(
          batches.size() == 1,
          name,
          "inputs have " + batches + " samples; expected as many in each.");
      return List.of(config.merge(context, inputs));
    }
  }
}
