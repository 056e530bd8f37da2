package dev.rewind.layers;

import dev.rewind.core.RandomSource;
import java.util.List;

/**
 * A built layer: it has its weights, and computes. Made by {@link LayerConfig#build}.
 *
 * <p>The weights are all its state, and a call changes nothing, but for three kinds of layers, in
 * which Keras' do as well: a stateful recurrent layer has {@linkplain #carriedStates() states that
 * it carries} from call to call, a batch normalisation adjusts its moving averages in training, and
 * a layer with a seed of its own moves on in {@linkplain #randomStreams() its stream} of random
 * numbers. Several calls may be on different tapes.
 */
public interface Layer {

  /**
   * The name, unique within a model.
   *
   * @return for example {@code "gru_1"}
   */
  String name();

  /**
   * The description that it was built from.
   *
   * @return an immutable configuration
   */
  LayerConfig config();

  /**
   * The weights, in Keras' order.
   *
   * @return an immutable list
   */
  List<Weight> weights();

  /**
   * What the layer carries from call to call besides its weights.
   *
   * @return the states, in the order of Keras' {@code states}; none unless the layer is stateful
   */
  default List<CarriedState> carriedStates() {
    return List.of();
  }

  /**
   * Sets the carried states to zero: Keras' {@code reset_states}.
   *
   * @throws IllegalStateException if there is none, or before the first call, since the number of
   *     samples is not known then
   */
  default void resetStates() {
    if (carriedStates().isEmpty()) {
      throw new IllegalStateException(
          name() + ": has no states to reset. Only a layer that is stateful(true) carries any.");
    }
    carriedStates().forEach(CarriedState::reset);
  }

  /**
   * The streams of random numbers that the layer owns: those of layers with a {@code seed}, which
   * training draws dropout masks and noise from, where other layers draw from the model's stream.
   * To save their states and to {@linkplain RandomSource#restore put them back} makes training go
   * on as if it had not been interrupted.
   *
   * @return the layer's own sources, not copies, each once, in an order that follows from the
   *     description alone; none unless a layer says otherwise
   */
  default List<RandomSource> randomStreams() {
    return List.of();
  }

  /**
   * Computes.
   *
   * @param context tape, training or not, dropout
   * @param input the data
   * @return the result, with the mask that it carries on
   * @throws IllegalArgumentException if the input does not fit the weights
   */
  Sequence call(CallContext context, Sequence input);

  /**
   * Computes with several inputs or outputs, for layers that have them.
   *
   * @param context tape, training or not, dropout
   * @param inputs the data; for a recurrent layer the sequence and then its initial states
   * @return the results; for a recurrent layer with {@code returnState} the output and then the
   *     last states
   * @throws IllegalArgumentException if the number or the shapes of the inputs do not fit
   */
  default List<Sequence> call(CallContext context, List<Sequence> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          name() + ": got " + inputs.size() + " inputs; expected 1.");
    }
    return List.of(call(context, inputs.get(0)));
  }
}
