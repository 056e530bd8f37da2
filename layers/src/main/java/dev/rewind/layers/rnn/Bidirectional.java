package dev.rewind.layers.rnn;

import static dev.rewind.layers.rnn.RecurrentOptions.GO_BACKWARDS;
import static dev.rewind.layers.rnn.RecurrentOptions.RECURRENT_LAYER;
import static dev.rewind.layers.rnn.RecurrentOptions.RETURN_SEQUENCES;
import static dev.rewind.layers.rnn.RecurrentOptions.RETURN_STATE;
import static dev.rewind.layers.rnn.RecurrentOptions.STATEFUL;
import static dev.rewind.layers.rnn.RecurrentOptions.ZERO_OUTPUT_FOR_MASK;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Registry;
import dev.rewind.layers.ActivityOptions;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.LayerOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Two recurrent layers on the same sequence, one from its start and one from its end.
 *
 * <pre>{@code
 * Bidirectional.of(GRU.of(32).returnSequences(true))
 * Bidirectional.of(GRU.of(32)).mergeMode(MergeMode.SUM)
 * }</pre>
 *
 * <pre>
 *   f = forwardLayer(x)
 *   b = backwardLayer(x), with returnSequences turned round in time, padding too
 *   y = [f | b]  or  f + b,  f ⊙ b,  (f + b) / 2
 * </pre>
 *
 * <p><b>Shapes</b>: {@code (batch, timesteps, features) → (batch, 2·units)}, or {@code (batch,
 * timesteps, 2·units)} if the layers return sequences; {@code units} features when the outputs are
 * not concatenated; two outputs for {@link MergeMode#NONE}. With {@code returnState} the states of
 * the forward layer follow, and then those of the backward layer. Of initial states the first half
 * is for the forward layer.
 *
 * <p><b>Masks</b>: as {@link GRU}, but layers that return sequences give zeros for a masked step,
 * whatever their {@code zeroOutputForMask} says, as in Keras.
 *
 * <p><b>Parameters</b>: those of the forward layer, then those of the backward layer. Their names
 * begin with {@code NAME/forward_gru/} and {@code NAME/backward_gru/}. The layers' dropout masks
 * differ.
 *
 * <p><b>Source</b>: Schuster and Paliwal, "Bidirectional recurrent neural networks", 1997; {@code
 * keras/src/layers/rnn/bidirectional.py}, Keras 3.15.1.
 *
 * @param forwardLayer the layer whose output stays in its order
 * @param backwardLayer the layer whose output is turned round
 * @param options all options with their values
 */
public record Bidirectional(LayerConfig forwardLayer, LayerConfig backwardLayer, Options options)
    implements LayerConfig, LayerOptions<Bidirectional>, ActivityOptions<Bidirectional> {

  /** Option {@code merge_mode}: how one output is made of two. */
  public static final Option<MergeMode> MERGE_MODE =
      Option.of("merge_mode", MergeMode.CODEC, MergeMode.CONCAT);

  private static final String LAYER = "layer";
  private static final String BACKWARD_LAYER = "backward_layer";
  private static final String FORWARD_PREFIX = "forward_";
  private static final String BACKWARD_PREFIX = "backward_";
  private static final Options DECLARED =
      Options.of("Bidirectional", COMMON)
          .and(List.of(ACTIVITY_REGULARIZER, MERGE_MODE))
          .quiet(ACTIVITY_REGULARIZER);

  /**
   * Takes two recurrent layers. As in Keras, the forward layer's name gets the prefix {@code
   * forward_}, and {@code zeroOutputForMask} of both becomes what {@code returnSequences} is. A
   * backward layer without a name gets one.
   *
   * @param forwardLayer the layer whose output stays in its order
   * @param backwardLayer the layer whose output is turned round
   * @param options all options with their values
   * @throws IllegalArgumentException if the options are of something else, if a layer is not
   *     recurrent, if both go in one direction, if they differ in {@code stateful}, {@code
   *     returnSequences} or {@code returnState}, or have one name
   */
  public Bidirectional {
    DECLARED.requireSameDeclarations(options);
    forwardLayer = inner(forwardLayer, prefixed(FORWARD_PREFIX, requireRecurrent(forwardLayer)));
    backwardLayer =
        inner(
            backwardLayer,
            ownName(requireRecurrent(backwardLayer))
                .orElse(prefixed(BACKWARD_PREFIX, backwardLayer)));
    Checks.require(
        !get(forwardLayer, GO_BACKWARDS).equals(get(backwardLayer, GO_BACKWARDS)),
        options.owner(),
        "goBackwards is "
            + get(forwardLayer, GO_BACKWARDS)
            + " for both layers; expected that one goes forwards and one backwards.");
    for (Option<Boolean> option : List.of(STATEFUL, RETURN_SEQUENCES, RETURN_STATE)) {
      Checks.require(
          get(forwardLayer, option).equals(get(backwardLayer, option)),
          options.owner(),
          option.name()
              + " is "
              + get(forwardLayer, option)
              + " for the forward layer and "
              + get(backwardLayer, option)
              + " for the backward layer; expected the same.");
    }
    Checks.require(
        !nameOf(forwardLayer).equals(nameOf(backwardLayer)),
        options.owner(),
        "both layers have the name "
            + nameOf(forwardLayer)
            + "; expected two names. Give the backward layer another.");
  }

  /**
   * A layer that goes both ways. The backward layer is a copy of the given one with {@code
   * goBackwards}, named {@code backward_} and the given one's name; its weights are its own.
   *
   * @param layer a recurrent layer that goes forwards, such as {@link GRU}
   * @return a description with Keras' defaults
   * @throws IllegalArgumentException if the layer is not recurrent, or goes backwards
   */
  public static Bidirectional of(LayerConfig layer) {
    return new Bidirectional(layer, mirrored(layer), DECLARED);
  }

  private static LayerConfig mirrored(LayerConfig layer) {
    Options own = requireRecurrent(layer).options();
    return layer.with(
        own.with(GO_BACKWARDS, true).with(NAME, Optional.of(prefixed(BACKWARD_PREFIX, layer))));
  }

  private static LayerConfig requireRecurrent(LayerConfig layer) {
    Objects.requireNonNull(layer, "layer");
    Checks.require(
        layer.options().declared().containsAll(RECURRENT_LAYER),
        DECLARED.owner(),
        "got a layer "
            + layer.className()
            + "; expected a recurrent one, such as GRU, with all options of RecurrentOptions.");
    return layer;
  }

  private static LayerConfig inner(LayerConfig layer, String name) {
    return layer.with(
        layer
            .options()
            .with(NAME, Optional.of(name))
            .with(ZERO_OUTPUT_FOR_MASK, get(layer, RETURN_SEQUENCES)));
  }

  private static <T> T get(LayerConfig layer, Option<T> option) {
    return layer.options().get(option);
  }

  private static Optional<String> ownName(LayerConfig layer) {
    return get(layer, NAME);
  }

  /** What a layer is called within this one, such as {@code forward_gru}. */
  static String nameOf(LayerConfig layer) {
    return ownName(layer).orElseGet(() -> Registry.snakeCase(layer.className()));
  }

  private static String prefixed(String prefix, LayerConfig layer) {
    String name = nameOf(layer);
    return name.startsWith(prefix) ? name : prefix + name;
  }

  @Override
  public Bidirectional with(Options newOptions) {
    return new Bidirectional(forwardLayer, backwardLayer, newOptions);
  }

  /**
   * Says how one output is made of two.
   *
   * @param mergeMode {@link MergeMode#CONCAT} by default
   * @return a changed copy
   */
  public Bidirectional mergeMode(MergeMode mergeMode) {
    return with(options.with(MERGE_MODE, mergeMode));
  }

  /**
   * How one output is made of two.
   *
   * @return {@link MergeMode#CONCAT} by default
   */
  public MergeMode mergeMode() {
    return options.get(MERGE_MODE);
  }

  /**
   * Says which layer goes through the sequence from its end, in place of a copy of the forward
   * layer.
   *
   * @param backwardLayer a recurrent layer with {@code goBackwards(true)}, and with {@code
   *     stateful}, {@code returnSequences} and {@code returnState} as the forward layer
   * @return a changed copy
   * @throws IllegalArgumentException if it is not such a layer
   */
  public Bidirectional backwardLayer(LayerConfig backwardLayer) {
    return new Bidirectional(forwardLayer, backwardLayer, options);
  }

  /**
   * All options in plain form, and both layers: Keras' {@code get_config}.
   *
   * @return a new map from Keras key to plain value
   */
  @Override
  public Map<String, Object> getConfig() {
    Map<String, Object> config = LayerConfig.super.getConfig();
    config.put(LAYER, forwardLayer.toPlain());
    config.put(BACKWARD_LAYER, backwardLayer.toPlain());
    return config;
  }

  /**
   * Reads options in plain form, and the layers, which must be of {@link KerasLayers#REGISTRY} or
   * of the same classes as those of this one.
   *
   * @param config from Keras key to plain value; without a backward layer, it is made from the
   *     other
   * @return a new description
   * @throws IllegalArgumentException for an unknown key, a wrong value, or if {@code layer} is
   *     missing or unknown
   */
  @Override
  public Bidirectional fromConfig(Map<String, ?> config) {
    return fromConfig(config, KerasLayers.REGISTRY.with(backwardLayer).with(forwardLayer));
  }

  @Override
  public Bidirectional fromConfig(Map<String, ?> config, Registry<LayerConfig> registry) {
    Map<String, Object> own = new LinkedHashMap<>(config);
    Registry<LayerConfig> known = registry.withMissing(forwardLayer).withMissing(backwardLayer);
    LayerConfig layer = InnerLayer.read(options.owner(), LAYER, own.remove(LAYER), known);
    Object plain = own.remove(BACKWARD_LAYER);
    LayerConfig backward =
        plain == null || plain.equals(Optional.empty()) ? mirrored(layer) : known.read(plain);
    return new Bidirectional(layer, backward, options.readAnew(own));
  }

  @Override
  public DataShape outputShape(DataShape input) {
    List<DataShape> shapes = outputShapes(List.of(input));
    Checks.require(
        mergeMode() != MergeMode.NONE,
        options.owner(),
        "mergeMode NONE gives the outputs "
            + shapes
            + "; expected one. Choose another mergeMode, or ask for outputShapes.");
    return shapes.get(0);
  }

  @Override
  public List<DataShape> outputShapes(List<DataShape> inputs) {
    Halves<DataShape> halves = Halves.of(options.owner(), inputs);
    List<DataShape> forward = forwardLayer.outputShapes(halves.forward());
    List<DataShape> backward = backwardLayer.outputShapes(halves.backward());
    List<DataShape> shapes =
        new ArrayList<>(mergeMode().shapes(options.owner(), forward.get(0), backward.get(0)));
    shapes.addAll(forward.subList(1, forward.size()));
    shapes.addAll(backward.subList(1, backward.size()));
    return List.copyOf(shapes);
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    return build(name, List.of(input), random);
  }

  @Override
  public Layer build(String name, List<DataShape> inputs, RandomSource random) {
    outputShapes(inputs); // refuses what the layers' outputs do not allow
    Halves<DataShape> halves = Halves.of(name, inputs);
    return new BuiltBidirectional(
        name,
        this,
        build(name, forwardLayer, halves.forward(), random),
        build(name, backwardLayer, halves.backward(), random));
  }

  private Layer build(String name, LayerConfig layer, List<DataShape> inputs, RandomSource random) {
    return Freezing.of(trainable(), layer).build(name + "/" + nameOf(layer), inputs, random);
  }
}
