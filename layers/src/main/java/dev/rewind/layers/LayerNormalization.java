package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.addScalar;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.pow;
import static dev.rewind.autograd.ops.Ops.square;
import static dev.rewind.autograd.ops.Ops.sub;

import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings the features of each sample, at each time step, to mean 0 and variance 1.
 *
 * <pre>
 *   y = gamma ⊙ (x − mean) / √(variance + epsilon) + beta
 * </pre>
 *
 * <p>Mean and (biased) variance are those over {@code axis}: by default the features; with the axes
 * 1 and 2 of a sequence all elements of a sample, masked steps included, as in Keras. With {@code
 * rmsScaling} it is {@code y = gamma ⊙ x / √(variance + epsilon)}, without beta, which Keras has
 * for the sake of old models.
 *
 * <p><b>Shapes</b>: any; the result has the same, and carries the mask on. If the time steps are
 * normalised over, their number must be fixed.
 *
 * <p><b>Parameters</b>: {@code gamma}, ones, absent without {@code scale} unless {@code
 * rmsScaling}; {@code beta}, zeros, absent without {@code center} or with {@code rmsScaling}; both
 * of the size of the axes: {@code [1, features]}, {@code [timesteps, features]} or {@code [1,
 * timesteps]}.
 *
 * <p><b>Source</b>: Ba, Kiros and Hinton, "Layer normalization", arXiv:1607.06450, equation 4;
 * {@code keras/src/layers/normalization/layer_normalization.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record LayerNormalization(Options options)
    implements LayerConfig,
        LayerOptions<LayerNormalization>,
        NormalizationOptions<LayerNormalization> {

  /** Option {@code axis}: one axis or several, from 1, or from −1 backwards; −1 by default. */
  public static final Option<NormalizationAxis> AXIS =
      Option.of("axis", NormalizationAxis.CODEC, NormalizationAxis.of(List.of(-1)))
          .in(axis -> !axis.axes().isEmpty(), "at least one axis");

  /** Option {@code rms_scaling}, false by default. */
  public static final Option<Boolean> RMS_SCALING = Option.of("rms_scaling", Codecs.BOOLEAN, false);

  private static final Options DECLARED =
      Options.of("LayerNormalization", COMMON)
          .and(List.of(AXIS, EPSILON, CENTER, SCALE, RMS_SCALING))
          .and(BETA.all())
          .and(GAMMA.all());

  /**
   * Takes options that were made for a layer normalisation.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public LayerNormalization {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A layer normalisation over the features.
   *
   * @return a description with Keras' defaults
   */
  public static LayerNormalization of() {
    return new LayerNormalization(DECLARED);
  }

  @Override
  public LayerNormalization with(Options newOptions) {
    return new LayerNormalization(newOptions);
  }

  /**
   * Says over which axes mean and variance are taken.
   *
   * @param axes from 1, or from −1 backwards, in rising order; the features by default
   * @return a changed copy
   * @throws IllegalArgumentException if there are none
   */
  public LayerNormalization axis(int... axes) {
    return with(options.with(AXIS, NormalizationAxis.of(Arrays.stream(axes).boxed().toList())));
  }

  /**
   * The axes over which mean and variance are taken.
   *
   * @return at least one; −1 by default
   */
  public List<Integer> axis() {
    return options.get(AXIS).axes();
  }

  /**
   * Says whether to divide by the deviation without taking the mean off.
   *
   * @param rmsScaling false by default
   * @return a changed copy
   */
  public LayerNormalization rmsScaling(boolean rmsScaling) {
    return with(options.with(RMS_SCALING, rmsScaling));
  }

  /**
   * Whether to divide by the deviation without taking the mean off.
   *
   * @return false by default
   */
  public boolean rmsScaling() {
    return options.get(RMS_SCALING);
  }

  /** Not over time, which is axis 1 or -2 of a sequence. */
  @Override
  public boolean isStepwise() {
    return axis().stream().allMatch(axis -> axis == -1 || axis == 2);
  }

  @Override
  public DataShape outputShape(DataShape input) {
    NormalizedAxes.of(className(), axis(), input);
    return input;
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    NormalizedAxes axes = NormalizedAxes.of(name, axis(), input);
    int[] sizes = axes.sizes(name, input);
    WeightMaker maker = new WeightMaker(name, options, random);
    Optional<Weight> gamma =
        scale() || rmsScaling() ? Optional.of(maker.make(GAMMA, "gamma", sizes)) : Optional.empty();
    Optional<Weight> beta =
        center() && !rmsScaling() ? Optional.of(maker.make(BETA, "beta", sizes)) : Optional.empty();
    return new Built(name, this, input, axes, gamma, beta);
  }

  @Override
  public String toString() {
    return options.toString();
  }

  private record Built(
      String name,
      LayerNormalization config,
      DataShape input,
      NormalizedAxes axes,
      Optional<Weight> gamma,
      Optional<Weight> beta)
      implements Layer {

    @Override
    public List<Weight> weights() {
      return Stream.of(gamma, beta).flatMap(Optional::stream).toList();
    }

    @Override
    public Sequence call(CallContext context, Sequence sequence) {
      requireShape(sequence);
      Variable x = sequence.values();
      int timesteps = sequence.timesteps();
      Variable centered = sub(x, axes.mean(x, timesteps));
      Variable variance = axes.mean(square(centered), timesteps);
      Variable inverse = pow(addScalar(variance, config.epsilon()), -0.5);
      Variable normalized = mul(config.rmsScaling() ? x : centered, inverse);
      Variable scaled =
          gamma.map(g -> mul(normalized, weight(context, g, sequence))).orElse(normalized);
      Variable y = beta.map(b -> add(scaled, weight(context, b, sequence))).orElse(scaled);
      return sequence.withValues(y);
    }

    private Variable weight(CallContext context, Weight weight, Sequence sequence) {
      return axes.spread(context.use(weight), sequence.batch());
    }

    private void requireShape(Sequence sequence) {
      LayerChecks.features(name, sequence, input.features());
      Checks.require(
          axes.equals(NormalizedAxes.of(name, config.axis(), sequence.shape())),
          name,
          "axis "
              + config.axis()
              + " of input "
              + sequence.shape()
              + " is another one than that of "
              + input
              + ", which the layer was built for. Count axes from -1 backwards.");
      Checks.require(
          !axes.time() || input.accepts(sequence.shape()),
          name,
          "input "
              + sequence.shape()
              + " has other time steps than the layer was built for; expected "
              + input
              + ".");
    }
  }
}
