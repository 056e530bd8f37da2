package dev.rewind.training;

import dev.rewind.autograd.Place;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.InputLayer;
import dev.rewind.layers.Layer;
import dev.rewind.layers.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Built layers, and how data flow through them. */
final class Graph {
  private final List<Layer> layers;
  private final List<Step> steps;
  private final List<Integer> inputs;
  private final List<Slot> outputs;
  private final List<DataShape> inputShapes;
  private final List<DataShape> outputShapes;

  /**
   * A graph.
   *
   * @param layers each layer once, in Keras' order
   * @param steps the layers where they are applied, each step after those that it depends on
   * @param inputs which steps the data enter at, in the order of the model's inputs
   * @param outputs what the model gives
   */
  Graph(List<Layer> layers, List<Step> steps, List<Integer> inputs, List<Slot> outputs) {
    this.layers = List.copyOf(layers);
    this.steps = List.copyOf(steps);
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.inputShapes = inputs.stream().map(i -> steps.get(i).shapes().get(0)).toList();
    this.outputShapes =
        outputs.stream().map(slot -> steps.get(slot.step()).shapes().get(slot.output())).toList();
  }

  /**
   * One output of one step.
   *
   * @param step the number of the step
   * @param output the number of the output
   */
  record Slot(int step, int output) {}

  /**
   * A layer where it is applied.
   *
   * @param layer the layer
   * @param from what goes in; nothing where data enter
   * @param shapes what comes out
   */
  record Step(Layer layer, List<Slot> from, List<DataShape> shapes) {}

  /** A chain: each layer is fed by the one before. As in Keras, its input is not a layer of it. */
  static Graph chain(DataShape input, List<Layer> layers) {
    List<Step> steps = new ArrayList<>();
    Layer entry = InputLayer.of(input).build("input_layer", List.of(), RandomSource.of(0));
    steps.add(new Step(entry, List.of(), List.of(input)));
    for (Layer layer : layers) {
      int before = steps.size() - 1;
      List<DataShape> shapes = layer.config().outputShapes(steps.get(before).shapes());
      steps.add(new Step(layer, List.of(new Slot(before, 0)), shapes));
    }
    return new Graph(layers, steps, List.of(0), List.of(new Slot(steps.size() - 1, 0)));
  }

  List<Layer> layers() {
    return layers;
  }

  List<Step> steps() {
    return steps;
  }

  List<Integer> inputs() {
    return inputs;
  }

  List<Slot> outputs() {
    return outputs;
  }

  /** Whether each step is fed by the one before, and no layer stands in two places. */
  boolean isChain() {
    return steps.stream().map(Step::layer).distinct().count() == steps.size()
        && IntStream.range(1, steps.size())
            .allMatch(
                i -> steps.get(i).from().size() == 1 && steps.get(i).from().get(0).step() == i - 1);
  }

  /** Whether a layer carries something from batch to batch. */
  boolean isStateful() {
    return layers.stream().anyMatch(layer -> !layer.carriedStates().isEmpty());
  }

  List<DataShape> inputShapes() {
    return inputShapes;
  }

  List<DataShape> outputShapes() {
    return outputShapes;
  }

  /** The layers that give the outputs. */
  List<Layer> outputLayers() {
    return outputs.stream().map(slot -> steps.get(slot.step()).layer()).toList();
  }

  /** The names of the layers that give the outputs, numbered where one layer gives several. */
  List<String> outputNames() {
    List<String> names = new ArrayList<>();
    for (Slot slot : outputs) {
      String layer = steps.get(slot.step()).layer().name();
      String name = layer;
      for (int i = 1; names.contains(name); i++) {
        name = layer + "_" + i;
      }
      names.add(name);
    }
    return names;
  }

  /** Computes the outputs. */
  List<Sequence> call(CallContext context, List<Sequence> data) {
    requireNumber("model", data.size());
    for (int i = 0; i < data.size(); i++) {
      requireFit("model", i, data.get(i).shape());
    }
    requireOneBatch(data);
    List<List<Sequence>> results = new ArrayList<>(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      int entry = inputs.indexOf(i);
      results.add(
          entry >= 0
              ? List.of(data.get(entry))
              : call(step.layer(), context, gather(results, step.from())));
    }
    return gather(results, outputs);
  }

  private static List<Sequence> call(Layer layer, CallContext context, List<Sequence> inputs) {
    if (!context.tape().isDebuggingNumerics()) {
      return layer.call(context, inputs);
    }
    List<Variable> values = inputs.stream().map(Sequence::values).toList();
    Place place = Place.ofSequences(layer.name(), inputs.get(0).batch(), values);
    return context.tape().within(place, () -> layer.call(context, inputs));
  }

  private static List<Sequence> gather(List<List<Sequence>> results, List<Slot> slots) {
    if (slots.size() == 1) {
      Slot only = slots.get(0);
      return List.of(results.get(only.step()).get(only.output()));
    }
    return slots.stream().map(slot -> results.get(slot.step()).get(slot.output())).toList();
  }

  /** Refuses data that are not for this graph. */
  void requireFit(String who, List<DataShape> data) {
    requireNumber(who, data.size());
    for (int i = 0; i < data.size(); i++) {
      requireFit(who, i, data.get(i));
    }
  }

  private void requireNumber(String who, int data) {
    if (data != inputs.size()) {
      throw new IllegalArgumentException(
          who
              + ": data have "
              + data
              + (data == 1 ? " input" : " inputs")
              + "; expected "
              + inputs.size()
              + ": "
              + String.join(", ", inputs.stream().map(i -> steps.get(i).layer().name()).toList())
              + ". Put data sets together with Dataset.zip, one for each input.");
    }
  }

  private void requireFit(String who, int input, DataShape data) {
    DataShape expected = inputShapes.get(input);
    if (!expected.accepts(data)) {
      throw new IllegalArgumentException(
          who
              + (": " + dataOf(input) + " have the shape " + data)
              + ("; expected " + expected)
              + ". Give the model another DataShape, or other data.");
    }
  }

  private void requireOneBatch(List<Sequence> data) {
    for (int i = 1; i < data.size(); i++) {
      if (data.get(i).batch() != data.get(0).batch()) {
        throw new IllegalArgumentException(
            "model: "
                + (dataOf(i) + " have " + data.get(i).batch())
                + (" samples; expected " + data.get(0).batch())
                + (" as " + dataOf(0) + " have."));
      }
    }
  }

  private String dataOf(int input) {
    return inputs.size() == 1 ? "data" : "data of " + steps.get(inputs.get(input)).layer().name();
  }
}
