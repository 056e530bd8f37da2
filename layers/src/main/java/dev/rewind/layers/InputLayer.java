package dev.rewind.layers;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The place where data enter a model of several inputs: it has a shape and a name, and gives on
 * what it gets. Models put it in for {@code Input}; there is seldom a reason to write one.
 *
 * <pre>
 *   y = x
 * </pre>
 *
 * <p><b>Shapes</b>: {@code batch_shape}; the result has the same. The batch size may be given, as
 * in Keras, but binds nobody here.
 *
 * <p><b>Source</b>: {@code keras/src/layers/core/input_layer.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record InputLayer(Options options) implements LayerConfig {

  /**
   * Option {@code batch_shape}: batch size, time steps if there is a time axis, and features, as
   * Keras writes them; nothing stands for an unknown size.
   */
  public static final Option<List<Optional<Integer>>> BATCH_SHAPE =
      Option.required("batch_shape", Codecs.list(Codecs.optional(Codecs.INTEGER)))
          .in(
              InputLayer::isShape,
              "(batch, features) or (batch, timesteps, features) with positive sizes and known"
                  + " features");

  /** Option {@code dtype}: the type of number that Keras shall expect. It changes nothing here. */
  public static final Option<String> DTYPE = Option.of("dtype", Codecs.TEXT, "float64");

  /** Option {@code sparse}: only false, since there are no sparse data here. */
  public static final Option<Boolean> SPARSE = alwaysFalse("sparse");

  /** Option {@code ragged}: only false, since data of unequal length are padded and masked here. */
  public static final Option<Boolean> RAGGED = alwaysFalse("ragged");

  /** Option {@code optional}: only false, since no input may be missing here. */
  public static final Option<Boolean> OPTIONAL = alwaysFalse("optional");

  private static final Options DECLARED =
      Options.of("InputLayer", BATCH_SHAPE, DTYPE, SPARSE, RAGGED, LayerOptions.NAME, OPTIONAL);

  /**
   * Takes options that were made for an input layer.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public InputLayer {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * An input layer for batches of any size.
   *
   * @param shape the shape of the data
   * @return a description
   */
  public static InputLayer of(DataShape shape) {
    Optional<Integer> any = Optional.empty();
    Optional<Integer> features = Optional.of(shape.features());
    Optional<Integer> timesteps =
        shape.timesteps().isPresent() ? Optional.of(shape.timesteps().getAsInt()) : any;
    List<Optional<Integer>> batchShape =
        shape.hasTime() ? List.of(any, timesteps, features) : List.of(any, features);
    return new InputLayer(DECLARED.with(BATCH_SHAPE, batchShape));
  }

  private static Option<Boolean> alwaysFalse(String key) {
    return Option.of(key, Codecs.BOOLEAN, false).in(value -> !value, "false");
  }

  private static boolean isShape(List<Optional<Integer>> sizes) {
    return (sizes.size() == 2 || sizes.size() == 3)
        && sizes.get(sizes.size() - 1).isPresent()
        && sizes.stream().flatMap(Optional::stream).allMatch(size -> size > 0);
  }

  @Override
  public InputLayer with(Options newOptions) {
    return new InputLayer(newOptions);
  }

  /**
   * Names the input.
   *
   * @param name unique within the model; one or more characters other than /
   * @return a changed copy
   * @throws IllegalArgumentException if the name is empty or contains /
   */
  public InputLayer name(String name) {
    return with(options.with(LayerOptions.NAME, Optional.of(Objects.requireNonNull(name, "name"))));
  }

  /**
   * The shape of the data.
   *
   * @return features and time axis
   */
  public DataShape shape() {
    List<Optional<Integer>> sizes = options.get(BATCH_SHAPE);
    int features = sizes.get(sizes.size() - 1).orElseThrow();
    return sizes.size() == 2
        ? DataShape.vectors(features)
        : sizes
            .get(1)
            .map(timesteps -> DataShape.sequence(timesteps, features))
            .orElseGet(() -> DataShape.sequence(features));
  }

  @Override
  public DataShape outputShape(DataShape input) {
    return fitting(className(), input);
  }

  /**
   * The shape of the data.
   *
   * @param inputs none, or that of data that fit
   * @return the one shape
   * @throws IllegalArgumentException if data do not fit
   */
  @Override
  public List<DataShape> outputShapes(List<DataShape> inputs) {
    return inputs.isEmpty() ? List.of(shape()) : LayerConfig.super.outputShapes(inputs);
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    fitting(name, input);
    return new WeightlessLayer(
        name,
        this,
        (context, data) -> {
          fitting(name, data.shape());
          return data;
        });
  }

  /**
   * Makes the layer, which has no weights.
   *
   * @param name the layer's name
   * @param inputs none, or the shape of data that fit
   * @param random not drawn from
   * @return a layer that gives on its input
   * @throws IllegalArgumentException if data do not fit
   */
  @Override
  public Layer build(String name, List<DataShape> inputs, RandomSource random) {
    return LayerConfig.super.build(name, inputs.isEmpty() ? List.of(shape()) : inputs, random);
  }

  private DataShape fitting(String who, DataShape data) {
    Checks.require(
        shape().accepts(data), who, "data have the shape " + data + "; expected " + shape() + ".");
    return data;
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
