package dev.rewind.saving;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.Checks;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.WithOptions;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Weight;
import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.rnn.Bidirectional;
import dev.rewind.layers.rnn.GRU;
import dev.rewind.training.Sequential;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;

/**
 * A {@code torch.nn.GRU}, and the way of its weights into layers and back.
 *
 * <pre>{@code
 * Map<String, StoredTensor> stateDict = Safetensors.read(path).tensors();
 * TorchGRU gru = TorchGRU.of(stateDict);
 * Model model = gru.sequential().build(RandomSource.of(1));
 * gru.assign(stateDict, model.layers());
 *
 * Safetensors.of(gru.stateDict(model.layers())).write(path);      // and back
 * }</pre>
 *
 * <p>PyTorch's cell is Keras' with {@code resetAfter}, and z and 1 − z mean the same:
 *
 * <pre>
 *   weight_ih_l0 (3·hidden, inputs)    kernel (inputs, 3·hidden)              transposed,
 *   weight_hh_l0 (3·hidden, hidden)    recurrent_kernel (hidden, 3·hidden)    gates r, z, n as z, r, h
 *   bias_ih_l0   (3·hidden,)           bias (2, 3·hidden), row 0
 *   bias_hh_l0   (3·hidden,)           bias (2, 3·hidden), row 1
 * </pre>
 *
 * <p>{@code _l1} is the second layer, {@code _reverse} the backward way of a bidirectional one.
 *
 * <p><b>Results</b>: the output of the last layer is PyTorch's {@code output}; the states after the
 * last step, layer by layer, forward before backward, are its {@code h_n}. {@code batch_first} is a
 * matter of arrays only. Packed sequences are a mask of lengths: as in PyTorch, outputs are zero
 * where a sequence has ended, {@code h_n} is the state at its end, and the backward way begins
 * there. PyTorch's {@code dropout} between layers is not in a state_dict: put {@code Dropout}
 * between the {@link #layers} where it is wanted.
 *
 * <p><b>Source</b>: {@code torch/nn/modules/rnn.py}, PyTorch 2.13.0.
 *
 * @param options all options with their values
 */
public record TorchGRU(Options options) implements WithOptions<TorchGRU> {
  /** Option {@code input_size}: number of features of the inputs, positive. */
  public static final Option<Integer> INPUT_SIZE =
      Option.required("input_size", Codecs.INTEGER).in(n -> n > 0, "positive");

  /** Option {@code hidden_size}: the size of a state, positive. */
  public static final Option<Integer> HIDDEN_SIZE =
      Option.required("hidden_size", Codecs.INTEGER).in(n -> n > 0, "positive");

  /** Option {@code num_layers}: how many layers are stacked, positive. */
  public static final Option<Integer> NUM_LAYERS =
      Option.of("num_layers", Codecs.INTEGER, 1).in(n -> n > 0, "positive");

  /** Option {@code bias}. */
  public static final Option<Boolean> BIAS = Option.of("bias", Codecs.BOOLEAN, true);

  /** Option {@code bidirectional}. */
  public static final Option<Boolean> BIDIRECTIONAL =
      Option.of("bidirectional", Codecs.BOOLEAN, false);

  private static final Options DECLARED =
      Options.of("TorchGRU", INPUT_SIZE, HIDDEN_SIZE, NUM_LAYERS, BIAS, BIDIRECTIONAL);

  private static final String REVERSE = "_reverse";

  /**
   * Takes options that were made for a GRU of PyTorch.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public TorchGRU {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * One layer, forward, with biases: PyTorch's defaults.
   *
   * @param inputSize number of features of the inputs, positive
   * @param hiddenSize the size of a state, positive
   * @return the description
   * @throws IllegalArgumentException if one is not positive
   */
  public static TorchGRU of(int inputSize, int hiddenSize) {
    return new TorchGRU(DECLARED.with(INPUT_SIZE, inputSize).with(HIDDEN_SIZE, hiddenSize));
  }

  /**
   * The GRU that a state_dict is of.
   *
   * @param stateDict every entry of one {@code torch.nn.GRU}; of a larger model see {@link
   *     Safetensors#tensors(String)}
   * @return the description that its names and shapes tell
   * @throws IllegalArgumentException if an entry is missing, unknown or of a shape that does not
   *     fit
   */
  public static TorchGRU of(Map<String, StoredTensor> stateDict) {
    TensorShape input = TorchWeights.entry(stateDict, TorchWeights.INPUT + 0).shape();
    TensorShape hidden = TorchWeights.entry(stateDict, TorchWeights.HIDDEN + 0).shape();
    Checks.require(
        input.rank() == 2 && hidden.rank() == 2,
        DECLARED.owner(),
        "the weights of layer 0 have the shapes "
            + input
            + " and "
            + hidden
            + "; expected matrices.");
    int layers = 1;
    while (stateDict.containsKey(TorchWeights.INPUT + layers)) {
      layers++;
    }
    TorchGRU gru =
        of(input.size(-1), hidden.size(-1))
            .numLayers(layers)
            .bias(stateDict.containsKey(TorchWeights.INPUT_BIAS + 0))
            .bidirectional(stateDict.containsKey(TorchWeights.INPUT + 0 + REVERSE));
    gru.requireEntries(stateDict);
    return gru;
  }

  @Override
  public TorchGRU with(Options newOptions) {
    return new TorchGRU(newOptions);
  }

  /**
   * Stacks layers.
   *
   * @param numLayers how many, positive; 1 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  public TorchGRU numLayers(int numLayers) {
    return with(options.with(NUM_LAYERS, numLayers));
  }

  /**
   * Says whether there are biases.
   *
   * @param bias true by default
   * @return a changed copy
   */
  public TorchGRU bias(boolean bias) {
    return with(options.with(BIAS, bias));
  }

  /**
   * Says whether each layer goes through the sequence backwards too.
   *
   * @param bidirectional false by default
   * @return a changed copy
   */
  public TorchGRU bidirectional(boolean bidirectional) {
    return with(options.with(BIDIRECTIONAL, bidirectional));
  }

  /**
   * The number of features of the inputs.
   *
   * @return positive
   */
  public int inputSize() {
    return options.get(INPUT_SIZE);
  }

  /**
   * The size of a state.
   *
   * @return positive
   */
  public int hiddenSize() {
    return options.get(HIDDEN_SIZE);
  }

  /**
   * How many layers are stacked.
   *
   * @return 1 by default
   */
  public int numLayers() {
    return options.get(NUM_LAYERS);
  }

  /**
   * Whether there are biases.
   *
   * @return true by default
   */
  public boolean bias() {
    return options.get(BIAS);
  }

  /**
   * Whether each layer goes through the sequence backwards too.
   *
   * @return false by default
   */
  public boolean bidirectional() {
    return options.get(BIDIRECTIONAL);
  }

  /**
   * The layers, each fed by the one before.
   *
   * @return a {@link GRU} each, in a {@link Bidirectional} where both ways are wanted, which return
   *     all steps, and zeros where a sequence has ended
   */
  public List<LayerConfig> layers() {
    GRU gru = GRU.of(hiddenSize()).useBias(bias()).returnSequences(true).zeroOutputForMask(true);
    return Collections.nCopies(numLayers(), bidirectional() ? Bidirectional.of(gru) : gru);
  }

  /**
   * The layers as a model.
   *
   * @return a stack for sequences of any length
   */
  public Sequential sequential() {
    return new Sequential(DataShape.sequence(inputSize()), layers());
  }

  /**
   * Gives built layers the weights of a state_dict.
   *
   * @param stateDict every entry of one {@code torch.nn.GRU}
   * @param built what {@link #layers} were built into, in order; options that change no weight,
   *     such as {@code returnState}, may differ
   * @throws IllegalArgumentException if an entry is missing, unknown or of a shape that does not
   *     fit, or the layers are not such; then no weight has changed
   */
  public void assign(Map<String, StoredTensor> stateDict, List<Layer> built) {
    requireEntries(stateDict);
    ways(built).forEach(way -> way.assign(stateDict));
  }

  /**
   * The weights of built layers as PyTorch's state_dict, in double.
   *
   * @param built what {@link #layers} were built into, in order
   * @return a new map, in PyTorch's order
   * @throws IllegalArgumentException if the layers are not such
   */
  public Map<String, StoredTensor> stateDict(List<Layer> built) {
    return stateDict(built, Parameter::value);
  }

  /**
   * Matrices that belong to the weights of built layers, such as their gradients, under the names
   * and in the order of PyTorch.
   *
   * <pre>{@code
   * gru.stateDict(layers, gradients::of)
   * }</pre>
   *
   * @param built what {@link #layers} were built into, in order
   * @param matrices gives each parameter a matrix of its shape
   * @return a new map, in PyTorch's order
   * @throws IllegalArgumentException if the layers are not such
   */
  public Map<String, StoredTensor> stateDict(
      List<Layer> built, Function<Parameter, DMatrixRMaj> matrices) {
    Map<String, StoredTensor> stateDict = new LinkedHashMap<>();
    ways(built).forEach(way -> way.write(matrices, stateDict));
    return stateDict;
  }

  private void requireEntries(Map<String, StoredTensor> stateDict) {
    Map<String, TensorShape> expected = shapes();
    expected.forEach(
        (name, shape) -> {
          StoredTensor found = TorchWeights.entry(stateDict, name);
          Checks.require(
              found.shape().equals(shape),
              options.owner(),
              name + " has the shape " + found.shape() + "; expected " + shape + ".");
        });
    for (String name : stateDict.keySet()) {
      Checks.require(
          expected.containsKey(name),
          options.owner(),
          "unknown entry "
              + name
              + "; expected "
              + String.join(", ", expected.keySet())
              + ". Take the entries of this GRU only.");
    }
  }

  private Map<String, TensorShape> shapes() {
    Map<String, TensorShape> shapes = new LinkedHashMap<>();
    for (int layer = 0; layer < numLayers(); layer++) {
      for (String ending : endings(layer)) {
        shapes.putAll(TorchWeights.shapes(ending, gates(), features(layer), bias()));
      }
    }
    return shapes;
  }

  private TorchGates gates() {
    return new TorchGates(hiddenSize());
  }

  /** The number of features that a layer gets. */
  private int features(int layer) {
    return layer == 0 ? inputSize() : hiddenSize() * endings(layer).size();
  }

  /** What PyTorch's names of a layer end with, way by way: 0, and perhaps 0_reverse. */
  private List<String> endings(int layer) {
    String forward = String.valueOf(layer);
    return bidirectional() ? List.of(forward, forward + REVERSE) : List.of(forward);
  }

  /** The weights of each way of each layer. */
  private List<TorchWeights> ways(List<Layer> built) {
    Checks.require(
        built.size() == numLayers(),
        options.owner(),
        "got " + built.size() + " layers; expected " + numLayers() + ".");
    List<TorchWeights> ways = new ArrayList<>();
    for (int i = 0; i < numLayers(); i++) {
      Layer layer = built.get(i);
      requireGates(layer);
      List<String> endings = endings(i);
      int each = layer.weights().size() / endings.size();
      for (int way = 0; way < endings.size(); way++) {
        List<Weight> weights = layer.weights().subList(way * each, (way + 1) * each);
        TorchWeights found = new TorchWeights(endings.get(way), gates(), weights);
        found.requireFeatures(features(i));
        ways.add(found);
      }
    }
    return ways;
  }

  private void requireGates(Layer layer) {
    List<LayerConfig> found = ways(layer.config());
    boolean fits = found.size() == (bidirectional() ? 2 : 1);
    for (int way = 0; way < found.size(); way++) {
      fits = fits && found.get(way) instanceof GRU gru && fits(gru, way == 1);
    }
    Checks.require(
        fits,
        layer.name(),
        "is "
            + layer.config()
            + "; expected "
            + layers().get(0)
            + " or one that differs only in options without effect on the weights.");
  }

  private static List<LayerConfig> ways(LayerConfig config) {
    return config instanceof Bidirectional both
        ? List.of(both.forwardLayer(), both.backwardLayer())
        : List.of(config);
  }

  private boolean fits(GRU gru, boolean backwards) {
    return gru.units() == hiddenSize()
        && gru.useBias() == bias()
        && gru.resetAfter()
        && gru.goBackwards() == backwards
        && gru.activation().equals(Activations.TANH)
        && gru.recurrentActivation().equals(Activations.SIGMOID);
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
