package dev.rewind.training;

import dev.rewind.layers.DataShape;
import dev.rewind.layers.InputLayer;
import dev.rewind.layers.LayerOptions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where data enter the graph of a model.
 *
 * <pre>{@code
 * Input source = Input.of(DataShape.sequence(8)).name("source");
 * }</pre>
 *
 * <p>No two inputs are equal, of equal shape and name or not. In the layers of the model it is an
 * {@link InputLayer}.
 *
 * <p><b>Source</b>: {@code keras/src/layers/core/input_layer.py}, Keras 3.15.1.
 */
public final class Input extends Tensor {
  private final InputLayer layer;

  private Input(InputLayer layer) {
    super(new LayerCall(SharedLayer.of(layer), List.of()), 0);
    this.layer = layer;
  }

  /**
   * An input.
   *
   * @param shape the shape of the data that will enter here
   * @return a new input
   */
  public static Input of(DataShape shape) {
    return new Input(InputLayer.of(Objects.requireNonNull(shape, "shape")));
  }

  /**
   * An input of the same shape with a name. It is another input than this one: name it before
   * applying layers to it.
   *
   * @param name unique among the layers of the model; without one, the model counts: input_layer,
   *     input_layer_1, … One or more characters other than /
   * @return a new input
   * @throws IllegalArgumentException if the name is empty or contains /
   */
  public Input name(String name) {
    return new Input(layer.name(Objects.requireNonNull(name, "name")));
  }

  /**
   * The name, if one was given.
   *
   * @return the name
   */
  public Optional<String> name() {
    return layer.options().get(LayerOptions.NAME);
  }

  /** The name, where there is one, and the shape: {@code Input source (None, None, 8)}. */
  @Override
  public String toString() {
    return "Input " + name().map(name -> name + " ").orElse("") + shape();
  }
}
