package dev.rewind.layers;

import dev.rewind.core.RandomSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A built layer without weights: a function of the call and the data.
 *
 * @param name the layer's name
 * @param config what it was built from
 * @param randomStreams its own stream of random numbers, if it has one
 * @param function what it computes
 */
record WeightlessLayer(
    String name,
    LayerConfig config,
    List<RandomSource> randomStreams,
    BiFunction<CallContext, Sequence, Sequence> function)
    implements Layer {

  /** A layer that draws no random numbers. */
  WeightlessLayer(
      String name, LayerConfig config, BiFunction<CallContext, Sequence, Sequence> function) {
    this(name, config, List.of(), function);
  }

  /** A layer that draws random numbers, perhaps from a stream of its own. */
  WeightlessLayer(
      String name,
      LayerConfig config,
      Optional<RandomSource> stream,
      BiFunction<CallContext, Sequence, Sequence> function) {
    this(name, config, stream.stream().toList(), function);
  }

  @Override
  public List<Weight> weights() {
    return List.of();
  }

  @Override
  public Sequence call(CallContext context, Sequence input) {
    return function.apply(context, input);
  }
}
