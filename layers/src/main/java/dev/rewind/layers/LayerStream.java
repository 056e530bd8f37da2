package dev.rewind.layers;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.kernels.Kernels;
import java.util.List;

/**
 * A layer for time steps that come one by one: its weights as they were, laid out once. Immutable,
 * and shared by all sessions.
 */
public interface LayerStream {

  /**
   * The number of features of the result.
   *
   * @return positive
   */
  int features();

  /**
   * Whether a step allocates memory.
   *
   * @return false if all that a step needs is there when a session is opened
   */
  boolean allocates();

  /**
   * Begins a session, with states of zeros.
   *
   * @param input where the layer before it writes its result, or the session its input
   * @return the layer's part of the session
   */
  StreamStep open(StreamRow input);

  /**
   * The stream of any layer that can have one.
   *
   * @param layer a built layer
   * @param input the shape of its inputs
   * @param kernels the provider to compute with, on one thread
   * @return the stream; later changes of the weights do not reach it
   * @throws IllegalArgumentException if what the layer gives at a step may depend on later ones
   */
  static LayerStream of(Layer layer, DataShape input, Kernels kernels) {
    if (layer instanceof StreamingLayer streaming) {
      return streaming.stream(input, kernels);
    }
    LayerConfig config = layer.config();
    if (config instanceof TrainingOnly || config instanceof InputLayer) {
      return new IdentityStream(input.features());
    }
    DataShape output = config.outputShape(input);
    boolean hasTime = input.hasTime() || output.hasTime();
    Checks.require(
        !hasTime || config.isStepwise(),
        layer.name(),
        config.className()
            + " makes "
            + output
            + " of "
            + input
            + " and does not say that each time step stands alone, so it can not stream; expected"
            + " recurrent layers that go forwards, or layers whose isStepwise() is true. Predict"
            + " on whole sequences, or build the model without it.");
    return CalledStream.of(layer, input, output, kernels);
  }

  /**
   * A layer of the same description with copies of the weights, for streams that call it.
   *
   * @param layer a built layer
   * @param input the shape of the inputs that it was built for
   * @return a layer that training does not change
   */
  static Layer copyOf(Layer layer, DataShape input) {
    Layer copy = layer.config().build(layer.name(), input, RandomSource.of(0));
    List<Weight> weights = layer.weights();
    List<Weight> own = copy.weights();
    for (int i = 0; i < own.size(); i++) {
      own.get(i).parameter().assign(weights.get(i).parameter().value());
    }
    return copy;
  }
}
