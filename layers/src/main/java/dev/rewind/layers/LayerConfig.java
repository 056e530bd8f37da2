package dev.rewind.layers;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Configured;
import java.util.List;
import java.util.Optional;

/**
 * The description of a layer: an immutable value with Keras' options, without weights.
 *
 * <pre>{@code
 * LayerConfig config = GRU.of(32).dropout(0.2).returnSequences(true);
 * Layer layer = config.build("gru", DataShape.sequence(8), RandomSource.of(1));
 * }</pre>
 *
 * <p>Most layers have one input and one output, and implement {@link #outputShape(DataShape)} and
 * {@link #build(String, DataShape, RandomSource)}. Layers of several, such as a concatenation or a
 * recurrent layer with its states, implement the forms with lists too.
 */
public interface LayerConfig extends Configured<LayerConfig> {

  /**
   * The shape of the result of one input.
   *
   * @param input the shape of the input
   * @return the shape that the built layer will give
   * @throws IllegalArgumentException if the layer can not take such an input
   */
  DataShape outputShape(DataShape input);

  /**
   * The shapes of all results of {@link Layer#call(CallContext, List)}.
   *
   * @param inputs the shapes of all inputs; for a recurrent layer the sequence, and after it either
   *     no state or all
   * @return the shapes that the built layer will give
   * @throws IllegalArgumentException if the layer can not take such inputs, or not so many
   */
  default List<DataShape> outputShapes(List<DataShape> inputs) {
    return List.of(outputShape(onlyOne(className(), inputs)));
  }

  /**
   * Makes the weights of a layer with one input.
   *
   * @param name the layer's name
   * @param input the shape of the inputs that the layer will get
   * @param random what the initializers draw from
   * @return a layer that has its weights
   * @throws IllegalArgumentException if the layer can not take such an input
   */
  Layer build(String name, DataShape input, RandomSource random);

  /**
   * Makes the weights.
   *
   * @param name the layer's name
   * @param inputs the shapes of all inputs that the layer will get
   * @param random what the initializers draw from
   * @return a layer that has its weights
   * @throws IllegalArgumentException if the layer can not take such inputs, or not so many
   */
  default Layer build(String name, List<DataShape> inputs, RandomSource random) {
    return build(name, onlyOne(name, inputs), random);
  }

  /**
   * Whether the layer works row by row: each row of a result follows from the same row of the input
   * alone, whatever sample and step it is. Then all steps of a sequence can be computed at once.
   *
   * @return false unless a layer says otherwise
   */
  default boolean isRowWise() {
    return false;
  }

  /**
   * Whether the layer treats each time step by itself outside of training: what it gives at a step
   * follows from the same step of the same sample alone, its mask included. Then a sequence can be
   * computed as its steps come in.
   *
   * @return what {@link #isRowWise()} says, unless a layer says otherwise
   */
  default boolean isStepwise() {
    return isRowWise();
  }

  /** {@code keras.layers}. */
  @Override
  default Optional<String> module() {
    return Optional.of("keras.layers");
  }

  private static DataShape onlyOne(String who, List<DataShape> inputs) {
    Checks.require(inputs.size() == 1, who, "got " + inputs.size() + " inputs; expected 1.");
    return inputs.get(0);
  }
}
