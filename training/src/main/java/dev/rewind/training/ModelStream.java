package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.Workers;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerStream;
import dev.rewind.layers.StreamRow;
import dev.rewind.layers.StreamStep;
import dev.rewind.training.Graph.Slot;
import dev.rewind.training.Graph.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * A model for sequences whose time steps come one by one, such as sensors' readings or the words of
 * a conversation: the weights as they were when it was made, laid out once. Made by {@link
 * Model#stream()}.
 *
 * <pre>{@code
 * ModelStream stream = model.stream();
 * StreamSession session = stream.open();
 * double[] y = new double[stream.outputs()];
 * session.step(x, y); // what predict would give for the sequence so far
 * }</pre>
 *
 * <p>Immutable: training the model afterwards does not change it, and it may be shared by any
 * number of threads. Each conversation has a {@link StreamSession} of its own, which has little
 * more than the states.
 *
 * <p><b>Which models</b>: chains with one input and one output, of recurrent layers that go
 * forwards and of layers that {@linkplain dev.rewind.layers.LayerConfig#isStepwise() treat each
 * time step by itself}. What comes behind the last recurrent layer, if that gives its last output
 * only, may be anything that keeps to vectors.
 *
 * <p><b>Allocation</b>: a step allocates nothing where all layers are GRU, LSTM, SimpleRNN, {@link
 * dev.rewind.layers.rnn.RNN} over their cells, Dense, activations, embeddings, or act in training
 * only, as dropout does, and activations are those of Keras, or of one's own and elementwise;
 * {@code TimeDistributed} is as its layer. Other layers, such as normalisations and masking, and
 * cells of one's own, are called on a tape at each step. {@link #allocates()} says which it is.
 */
public final class ModelStream {
  private final List<LayerStream> layers;
  private final Kernels kernels;
  private final int inputs;
  private final int outputs;

  private ModelStream(List<LayerStream> layers, Kernels kernels, int inputs) {
    this.layers = List.copyOf(layers);
    this.kernels = kernels;
    this.inputs = inputs;
    this.outputs = layers.get(layers.size() - 1).features();
  }

  /** The stream of a graph that is a chain. */
  static ModelStream of(Graph graph, Kernels kernels) {
    requireChain(graph);
    Kernels alone = kernels.with(Workers.of(1));
    DataShape shape = graph.inputShapes().get(0);
    Checks.require(
        shape.hasTime(),
        "stream",
        "the model's input "
            + shape
            + " has no time axis; expected (batch, timesteps, features). Predict without a stream.");
    List<LayerStream> layers = new ArrayList<>();
    for (Step step : graph.steps()) {
      layers.add(LayerStream.of(step.layer(), shape, alone));
      shape = step.shapes().get(0);
    }
    return new ModelStream(layers, alone, graph.inputShapes().get(0).features());
  }

  private static void requireChain(Graph graph) {
    int inputs = graph.inputShapes().size();
    int outputs = graph.outputShapes().size();
    Checks.require(
        inputs == 1 && outputs == 1,
        "stream",
        "the model has "
            + inputs
            + (inputs == 1 ? " input and " : " inputs and ")
            + outputs
            + (outputs == 1 ? " output" : " outputs")
            + "; expected one of each. Predict on whole sequences, or build a model of the part"
            + " that shall stream.");
    List<Step> steps = graph.steps();
    for (int i = 1; i < steps.size(); i++) {
      requireFedBy(steps.get(i).layer().name(), graph, steps.get(i).from(), i - 1);
    }
    requireFedBy("the model's output", graph, graph.outputs(), steps.size() - 1);
  }

  private static void requireFedBy(String who, Graph graph, List<Slot> from, int step) {
    List<String> sources = from.stream().map(slot -> nameOf(graph, slot)).toList();
    Slot expected = new Slot(step, 0);
    Checks.require(
        from.equals(List.of(expected)),
        "stream",
        who
            + " is fed by "
            + String.join(", ", sources)
            + "; expected "
            + nameOf(graph, expected)
            + " alone, since only a chain of layers can stream. Predict on whole sequences.");
  }

  private static String nameOf(Graph graph, Slot slot) {
    String name = graph.steps().get(slot.step()).layer().name();
    return slot.output() == 0 ? name : "output " + slot.output() + " of " + name;
  }

  /**
   * The number of features of a time step.
   *
   * @return positive
   */
  public int inputs() {
    return inputs;
  }

  /**
   * The number of features of the output.
   *
   * @return positive
   */
  public int outputs() {
    return outputs;
  }

  /**
   * Whether a step allocates memory.
   *
   * @return false if sessions leave nothing to the garbage collector but themselves
   */
  public boolean allocates() {
    return layers.stream().anyMatch(LayerStream::allocates);
  }

  /**
   * Begins a sequence, with states of zeros.
   *
   * @return a session of its own
   */
  public StreamSession open() {
    StreamRow input = StreamRow.of(inputs, kernels);
    List<StreamStep> steps = new ArrayList<>();
    StreamRow row = input;
    for (LayerStream layer : layers) {
      StreamStep step = layer.open(row);
      steps.add(step);
      row = step.output();
    }
    return new StreamSession(input, steps);
  }

  /** What goes in and out of a step: {@code ModelStream(12 features to 9)}. */
  @Override
  public String toString() {
    return "ModelStream(" + inputs + " features to " + outputs + ")";
  }
}
