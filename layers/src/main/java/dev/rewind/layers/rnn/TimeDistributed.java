package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.splitTime;
import static dev.rewind.autograd.ops.Ops.stackTime;

import dev.rewind.autograd.Place;
import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Registry;
import dev.rewind.layers.ActivityOptions;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.CarriedState;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Layer;
import dev.rewind.layers.LayerChecks;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.LayerOptions;
import dev.rewind.layers.LayerStream;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.layers.StreamingLayer;
import dev.rewind.layers.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Applies a layer for vectors to every time step, with the same weights.
 *
 * <pre>
 *   y[b, t] = layer(x[b, t])
 * </pre>
 *
 * <p>A layer that works {@linkplain LayerConfig#isRowWise() row by row} is called once for all
 * steps, since a sequence is one matrix. Any other is called step by step, as in Keras: a batch
 * normalisation then sees one step of all samples at a time. A tape that {@linkplain
 * dev.rewind.autograd.Tape#debugNumerics looks for numbers that are not finite} gets every step by
 * itself in either case, so that it can name the step.
 *
 * <p><b>Shapes</b>: {@code (batch, timesteps, features)}; the result has as many time steps and the
 * features that the layer gives for {@code (batch, features)}.
 *
 * <p><b>Masks</b>: carried on. A layer that is called step by step gets its step's part of the
 * mask.
 *
 * <p><b>Parameters</b>: those of the layer, as if it had this one's name. An activity regularizer
 * of the layer has no effect, as in Keras; give it to this one.
 *
 * <p><b>Source</b>: {@code keras/src/layers/rnn/time_distributed.py}, Keras 3.15.1.
 *
 * @param layer what is applied to a step
 * @param options all options with their values
 */
public record TimeDistributed(LayerConfig layer, Options options)
    implements LayerConfig, LayerOptions<TimeDistributed>, ActivityOptions<TimeDistributed> {

  private static final String LAYER = "layer";
  private static final Options DECLARED =
      Options.of("TimeDistributed", COMMON)
          .and(List.of(ACTIVITY_REGULARIZER))
          .quiet(ACTIVITY_REGULARIZER);

  /**
   * Takes options that were made for such a layer.
   *
   * @param layer what is applied to a step
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public TimeDistributed {
    Objects.requireNonNull(layer, "layer");
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * Applies a layer to every time step.
   *
   * @param layer a layer that makes vectors of vectors, such as {@link dev.rewind.layers.Dense}
   * @return a description
   */
  public static TimeDistributed of(LayerConfig layer) {
    return new TimeDistributed(layer, DECLARED);
  }

  @Override
  public TimeDistributed with(Options newOptions) {
    return new TimeDistributed(layer, newOptions);
  }

  /**
   * All options in plain form, and the layer: Keras' {@code get_config}.
   *
   * @return a new map from Keras key to plain value
   */
  @Override
  public Map<String, Object> getConfig() {
    Map<String, Object> config = LayerConfig.super.getConfig();
    config.put(LAYER, layer.toPlain());
    return config;
  }

  /**
   * Reads options in plain form, and the layer, which must be of {@link KerasLayers#REGISTRY} or of
   * the same class as that of this one.
   *
   * @param config from Keras key to plain value
   * @return a new description
   * @throws IllegalArgumentException for an unknown key, a wrong value, or if {@code layer} is
   *     missing or unknown
   */
  @Override
  public TimeDistributed fromConfig(Map<String, ?> config) {
    return fromConfig(config, KerasLayers.REGISTRY.with(layer));
  }

  @Override
  public TimeDistributed fromConfig(Map<String, ?> config, Registry<LayerConfig> known) {
    Map<String, Object> own = new LinkedHashMap<>(config);
    LayerConfig read =
        InnerLayer.read(options.owner(), LAYER, own.remove(LAYER), known.withMissing(layer));
    return new TimeDistributed(read, options.readAnew(own));
  }

  @Override
  public DataShape outputShape(DataShape input) {
    return outputShape(className(), input);
  }

  private DataShape outputShape(String who, DataShape input) {
    LayerChecks.hasTime(who, input);
    DataShape step = layer.outputShape(DataShape.vectors(input.features()));
    Checks.require(
        !step.hasTime(),
        who,
        layer.className()
            + " makes a sequence "
            + step
            + " of each step; expected vectors. There is but one time axis.");
    return input.withFeatures(step.features());
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    outputShape(name, input);
    Layer built =
        Freezing.of(trainable(), unpenalised())
            .build(name, DataShape.vectors(input.features()), random);
    Freezing.require(name, trainable(), layer, "layer", built.weights());
    return new Built(name, this, built);
  }

  /** Keras calls the layer's {@code call}, past the place where its output is penalised. */
  private LayerConfig unpenalised() {
    Options own = layer.options();
    return own.has(ACTIVITY_REGULARIZER)
        ? layer.with(own.with(ACTIVITY_REGULARIZER, Optional.empty()))
        : layer;
  }

  private record Built(String name, TimeDistributed config, Layer layer) implements StreamingLayer {

    @Override
    public List<Weight> weights() {
      return layer.weights();
    }

    @Override
    public List<CarriedState> carriedStates() {
      return layer.carriedStates();
    }

    @Override
    public List<RandomSource> randomStreams() {
      return layer.randomStreams();
    }

    @Override
    public Sequence call(CallContext context, Sequence input) {
      LayerChecks.hasTime(name, input.shape());
      Variable y =
          config.layer().isRowWise() && !context.tape().isDebuggingNumerics()
              ? layer.call(context, Sequence.ofVectors(input.values())).values()
              : stepByStep(context, input);
      return config.penalised(context, input.withValues(y));
    }

    @Override
    public LayerStream stream(DataShape input, Kernels kernels) {
      LayerStream inner = LayerStream.of(layer, DataShape.vectors(input.features()), kernels);
      return new DistributedStream(inner);
    }

    private Variable stepByStep(CallContext context, Sequence input) {
      List<Variable> steps = splitTime(input.values(), input.timesteps());
      List<Variable> results = new ArrayList<>();
      for (int t = 0; t < steps.size(); t++) {
        Sequence step = step(steps.get(t), input.mask(), t);
        Place place = Place.step(t, input.batch(), List.of(step.values()));
        results.add(context.tape().within(place, () -> layer.call(context, step).values()));
      }
      return stackTime(results);
    }

    private static Sequence step(Variable values, Optional<Mask> mask, int t) {
      return mask.map(m -> Mask.ofColumn(m.batch(), m.step(t)))
          .map(own -> Sequence.ofVectors(values).withMask(own))
          .orElseGet(() -> Sequence.ofVectors(values));
    }
  }
}
