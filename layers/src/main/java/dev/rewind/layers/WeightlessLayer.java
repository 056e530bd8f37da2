package dev.rewind.layers;

import java.util.List;
import java.util.function.BiFunction;

/**
 * A built layer without weights: a function of the call and the data.
 *
 * @param name the layer's name
 * @param config what it was built from
 * @param function what it computes
 */
record WeightlessLayer(
    String name, LayerConfig config, BiFunction<CallContext, Sequence, Sequence> function)
    implements Layer {

  @Override
  public List<Weight> weights() {
    return List.of();
  }

  @Override
  public Sequence call(CallContext context, Sequence input) {
    return function.apply(context, input);
  }
}
