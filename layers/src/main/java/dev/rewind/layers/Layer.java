package dev.rewind.layers;

import java.util.List;

/**
 * A built layer: it has its weights, and computes. Made by {@link LayerConfig#build}.
 *
 * <p>The weights are all its state; a call changes nothing. Several calls may be on different
 * tapes.
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
