package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.training.Graph.Slot;
import dev.rewind.training.Graph.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The description of a model as a graph: from some inputs, through the layers that were applied, to
 * some outputs. Immutable; building it gives a {@link Model} with weights.
 *
 * <pre>{@code
 * Input source = Input.of(DataShape.sequence(5)).name("source");
 * Input target = Input.of(DataShape.sequence(5)).name("target");
 * Tensor state = source.applyAll(GRU.of(16).returnState(true)).get(1);
 * Tensor decoded = target.apply(GRU.of(16).returnSequences(true), state);
 * Model model =
 *     Functional.of(List.of(source, target), List.of(decoded.apply(Dense.of(5))))
 *         .build(RandomSource.of(1));
 * }</pre>
 *
 * <p>Layers and weights are in Keras' order, and so are the draws of initial weights: by depth,
 * inputs before what they feed. Layers without a name are named by their class and counted in this
 * order, where Keras counts in the order in which they were made.
 *
 * <p><b>Source</b>: {@code keras/src/models/functional.py} and {@code keras/src/ops/function.py},
 * Keras 3.15.1.
 *
 * @param inputs where data enter, in the order in which the model takes them
 * @param outputs what the model gives, in this order
 */
public record Functional(List<Input> inputs, List<Tensor> outputs) {
  private static final String WHO = "Functional";

  /**
   * Copies the lists.
   *
   * @param inputs where data enter
   * @param outputs what the model gives
   */
  public Functional {
    inputs = List.copyOf(Objects.requireNonNull(inputs, "inputs"));
    outputs = List.copyOf(Objects.requireNonNull(outputs, "outputs"));
  }

  /**
   * A model with one input and one output.
   *
   * @param input where data enter
   * @param output what the model gives
   * @return the description of the model
   */
  public static Functional of(Input input, Tensor output) {
    return new Functional(
        List.of(Objects.requireNonNull(input, "input")),
        List.of(Objects.requireNonNull(output, "output")));
  }

  /**
   * A model with several inputs or outputs.
   *
   * @param inputs where data enter, in the order in which the model takes them
   * @param outputs what the model gives, in this order
   * @return the description of the model
   */
  public static Functional of(List<Input> inputs, List<? extends Tensor> outputs) {
    return new Functional(inputs, List.copyOf(Objects.requireNonNull(outputs, "outputs")));
  }

  /**
   * Makes the weights.
   *
   * @param random what initial weights, dropout and shuffling draw from; the model keeps splits of
   *     it
   * @return a model that has its weights
   * @throws IllegalArgumentException if there is no input or no output, an input is listed twice,
   *     an output depends on an input that is not listed, two layers have one name, or a shared
   *     layer is applied to inputs for which it would have weights of other shapes
   */
  public Model build(RandomSource random) {
    Checks.require(!inputs.isEmpty(), WHO, "there is no input. List at least one.");
    Checks.require(!outputs.isEmpty(), WHO, "there is no output. List at least one.");
    for (Input input : inputs) {
      Checks.require(
          inputs.indexOf(input) == inputs.lastIndexOf(input),
          WHO,
          input + " is listed twice. List it once.");
    }
    GraphOrder order = new GraphOrder(inputs, outputs);
    Map<SharedLayer, Layer> layers = layers(order, random);
    return new Model("functional", graph(order.calls(), layers), random.split());
  }

  private static Map<SharedLayer, Layer> layers(GraphOrder order, RandomSource random) {
    LayerNames names =
        LayerNames.of(WHO, order.layers().stream().map(SharedLayer::config).toList());
    Map<SharedLayer, Layer> layers = new LinkedHashMap<>();
    for (SharedLayer layer : order.layers()) {
      String name = names.next(layer.config());
      List<LayerCall> calls = order.calls().stream().filter(c -> c.layer() == layer).toList();
      RandomSource own = calls.get(0).isInput() ? random : random.split(); // inputs draw nothing
      layers.put(layer, Sharing.build(name, layer.config(), inputShapes(calls), own));
    }
    return layers;
  }

  private static List<List<DataShape>> inputShapes(List<LayerCall> calls) {
    return calls.stream().map(LayerCall::inputShapes).distinct().toList();
  }

  private Graph graph(List<LayerCall> calls, Map<SharedLayer, Layer> layers) {
    List<Step> steps = new ArrayList<>();
    for (LayerCall call : calls) {
      Layer layer = Objects.requireNonNull(layers.get(call.layer()));
      steps.add(new Step(layer, slots(calls, call.inputs()), call.shapes()));
    }
    return new Graph(
        List.copyOf(layers.values()),
        List.copyOf(steps),
        inputs.stream().map(input -> calls.indexOf(input.source())).toList(),
        slots(calls, outputs));
  }

  private static List<Slot> slots(List<LayerCall> calls, List<Tensor> tensors) {
    return tensors.stream()
        .map(tensor -> new Slot(calls.indexOf(tensor.source()), tensor.output()))
        .toList();
  }
}
