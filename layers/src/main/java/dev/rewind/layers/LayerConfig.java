package dev.rewind.layers;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Configured;

/**
 * The description of a layer: an immutable value with Keras' options, without weights.
 *
 * <pre>{@code
 * LayerConfig config = GRU.of(32).dropout(0.2).returnSequences(true);
 * Layer layer = config.build("gru", DataShape.sequence(8), RandomSource.of(1));
 * }</pre>
 */
public interface LayerConfig extends Configured<LayerConfig> {

  /**
   * The shape of the result.
   *
   * @param input the shape of the input
   * @return the shape that the built layer will give
   * @throws IllegalArgumentException if the layer can not take such an input
   */
  DataShape outputShape(DataShape input);

  /**
   * The number of results that {@link Layer#call(CallContext, java.util.List)} gives.
   *
   * @return 1, or more for a recurrent layer that returns its states too
   */
  default int outputs() {
    return 1;
  }

  /**
   * Makes the weights.
   *
   * @param name the layer's name
   * @param input the shape of the inputs that the layer will get
   * @param random what the initializers draw from
   * @return a layer that has its weights
   * @throws IllegalArgumentException if the layer can not take such an input
   */
  Layer build(String name, DataShape input, RandomSource random);
}
