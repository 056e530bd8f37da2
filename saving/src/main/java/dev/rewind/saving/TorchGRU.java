package dev.rewind.saving;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.WithOptions;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
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
 * <p>Both results of a bidirectional GRU, from {@code h_0} and for sequences of several lengths:
 *
 * <pre>{@code
 * TorchGRU gru = TorchGRU.of(stateDict).returnState(true);
 * List<Layer> layers = gru.build(RandomSource.of(1));
 * gru.assign(stateDict, layers);
 *
 * Sequence output = Sequence.ofBatchMajor(tape, x).withMask(Mask.ofLengths(timesteps, lengths));
 * List<Sequence> hN = new ArrayList<>();
 * for (Layer layer : layers) {
 *   List<Sequence> inputs = new ArrayList<>(List.of(output));
 *   inputs.addAll(h0.subList(hN.size(), hN.size() + 2));  // forward, backward; 1 for one way
 *   List<Sequence> results = layer.call(CallContext.inference(tape), inputs);
 *   output = results.get(0);
 *   hN.addAll(results.subList(1, results.size()));
 * }
 * }</pre>
 *
 * <p>There {@code h0} has a {@link dev.rewind.layers.Sequence#ofVectors} {@code (batch, hidden)}
 * for each row of PyTorch's first axis, and {@code hN} gets the same; without it the states begin
 * at 0.
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

  /**
   * Option {@code return_state}: whether the layers give their last states. It is Keras' word, for
   * PyTorch always gives {@code h_n}.
   */
  public static final Option<Boolean> RETURN_STATE =
      Option.of("return_state", Codecs.BOOLEAN, false);

  private static final Options DECLARED =
      Options.of(
          "TorchGRU", INPUT_SIZE, HIDDEN_SIZE, NUM_LAYERS, BIAS, BIDIRECTIONAL, RETURN_STATE);

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
            .bidirectional(stateDict.containsKey(TorchWeights.INPUT + 0 + TorchEntries.REVERSE));
    gru.entries().require(stateDict);
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
   * Lets the layers give their last states after the output, for {@code h_n}.
   *
   * @param returnState false by default
   * @return a changed copy
   */
  public TorchGRU returnState(boolean returnState) {
    return with(options.with(RETURN_STATE, returnState));
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
   * Whether the layers give their last states after the output.
   *
   * @return false by default
   */
  public boolean returnState() {
    return options.get(RETURN_STATE);
  }

  /**
   * The layers, each fed by the one before.
   *
   * @return a {@link GRU} each, in a {@link Bidirectional} where both ways are wanted, which return
   *     all steps, and zeros where a sequence has ended; with {@code returnState} the last state of
   *     each way too
   */
  public List<LayerConfig> layers() {
    GRU gru =
        GRU.of(hiddenSize())
            .useBias(bias())
            .returnSequences(true)
            .returnState(returnState())
            .zeroOutputForMask(true);
    return Collections.nCopies(numLayers(), bidirectional() ? Bidirectional.of(gru) : gru);
  }

  /**
   * Builds the layers without a model around them, to be called one after another.
   *
   * @param random what initial weights and dropout draw from, a split for each layer
   * @return the built {@link #layers}, for sequences of any length, called {@code gru_l0}, …
   */
  public List<Layer> build(RandomSource random) {
    List<Layer> built = new ArrayList<>();
    for (LayerConfig layer : layers()) {
      int number = built.size();
      DataShape input = DataShape.sequence(entries().features(number));
      built.add(layer.build("gru_l" + number, input, random.split()));
    }
    return List.copyOf(built);
  }

  /**
   * The layers as a model, whose output is PyTorch's {@code output}.
   *
   * @return a stack for sequences of any length; it can not be built with {@code returnState}
   */
  public Sequential sequential() {
    return new Sequential(DataShape.sequence(inputSize()), layers());
  }

  /**
   * Gives built layers the weights of a state_dict.
   *
   * @param stateDict every entry of one {@code torch.nn.GRU}
   * @param built what {@link #layers} were built into, in order; options that change no weight,
   *     such as the layers' {@code returnState}, may differ
   * @throws IllegalArgumentException if an entry is missing, unknown or of a shape that does not
   *     fit, or the layers are not such; then no weight has changed
   */
  public void assign(Map<String, StoredTensor> stateDict, List<Layer> built) {
    entries().require(stateDict);
    new TorchLayers(this).ways(built).forEach(way -> way.assign(stateDict));
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
    new TorchLayers(this).ways(built).forEach(way -> way.write(matrices, stateDict));
    return stateDict;
  }

  private TorchEntries entries() {
    return new TorchEntries(this);
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
