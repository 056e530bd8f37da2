package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in the graph of a model, through which data will flow: Keras' {@code KerasTensor}. It has
 * a shape and no values. It starts with an {@link Input}; applying a layer gives the next one.
 *
 * <pre>{@code
 * Input history = Input.of(DataShape.sequence(8));
 * Tensor h = history.apply(GRU.of(32).returnSequences(true));
 * Tensor y = h.apply(Dense.of(3));
 * Model model = Functional.of(history, y).build(RandomSource.of(1));
 * }</pre>
 *
 * <p>A description that is applied makes a layer of its own each time; a {@link SharedLayer} is one
 * layer wherever it is applied. Immutable; no two tensors are equal.
 *
 * <p><b>Source</b>: {@code keras/src/backend/common/keras_tensor.py}, Keras 3.15.1.
 */
public sealed class Tensor permits Input {
  private final LayerCall source;
  private final int output;

  Tensor(LayerCall source, int output) {
    this.source = source;
    this.output = output;
  }

  /**
   * The shape of the data that will flow here.
   *
   * @return features and time axis
   */
  public final DataShape shape() {
    return source.shapes().get(output);
  }

  /**
   * Puts a layer here.
   *
   * @param layer the description of a layer with one output
   * @param more further inputs of the layer, such as the initial states of a recurrent layer, or
   *     what a merging layer merges this tensor with
   * @return the output of the layer
   * @throws IllegalArgumentException if the layer can not take such inputs, or has several outputs
   */
  public final Tensor apply(LayerConfig layer, Tensor... more) {
    return apply(SharedLayer.of(layer), more);
  }

  /**
   * Puts a layer here that may stand in other places too.
   *
   * @param layer a layer with one output
   * @param more further inputs of the layer
   * @return the output of the layer
   * @throws IllegalArgumentException if the layer can not take such inputs, or has several outputs
   */
  public final Tensor apply(SharedLayer layer, Tensor... more) {
    List<Tensor> outputs = applyAll(layer, more);
    Checks.require(
        outputs.size() == 1,
        layer.config().className(),
        "has " + outputs.size() + " outputs; expected 1. Use applyAll, or turn returnState off.");
    return outputs.get(0);
  }

  /**
   * Puts a layer here, and gives all its outputs.
   *
   * @param layer the description of a layer
   * @param more further inputs of the layer
   * @return the outputs; for a recurrent layer with {@code returnState} the output and then the
   *     last states
   * @throws IllegalArgumentException if the layer can not take such inputs
   */
  public final List<Tensor> applyAll(LayerConfig layer, Tensor... more) {
    return applyAll(SharedLayer.of(layer), more);
  }

  /**
   * Puts a layer here that may stand in other places too, and gives all its outputs.
   *
   * @param layer a layer
   * @param more further inputs of the layer
   * @return the outputs
   * @throws IllegalArgumentException if the layer can not take such inputs
   */
  public final List<Tensor> applyAll(SharedLayer layer, Tensor... more) {
    List<Tensor> inputs = new ArrayList<>(List.of(this));
    inputs.addAll(List.of(more));
    return new LayerCall(layer, inputs).outputs();
  }

  final LayerCall source() {
    return source;
  }

  /** Which output of its source this is. */
  final int output() {
    return output;
  }

  /** Where it comes from, and its shape: {@code GRU[1] (None, 16)}. */
  @Override
  public String toString() {
    return source.layer().config().className() + "[" + output + "] " + shape();
  }
}
