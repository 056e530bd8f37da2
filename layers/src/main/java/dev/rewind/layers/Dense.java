package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.matmul;

import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.layers.activations.Activation;
import dev.rewind.layers.activations.Activations;
import java.util.List;
import java.util.Optional;

/**
 * A densely connected layer. On a sequence it does the same at every time step.
 *
 * <pre>
 *   y = activation(x · kernel + bias)
 * </pre>
 *
 * <p><b>Shapes</b>: {@code (batch, features) → (batch, units)}, or {@code (batch, timesteps,
 * features) → (batch, timesteps, units)}, whose mask is carried on.
 *
 * <p><b>Parameters</b>: {@code kernel [features, units]}, Glorot uniform; {@code bias [1, units]},
 * zeros, absent without {@code useBias}.
 *
 * <p><b>Source</b>: {@code keras/src/layers/core/dense.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Dense(Options options)
    implements LayerConfig,
        LayerOptions<Dense>,
        ActivityOptions<Dense>,
        KernelOptions<Dense>,
        BiasOptions<Dense>,
        QuantizationOptions<Dense> {

  /** Option {@code units}: the number of outputs, positive. */
  public static final Option<Integer> UNITS =
      Option.required("units", Codecs.INTEGER).in(n -> n > 0, "positive");

  /** Option {@code activation}, linear by default. */
  public static final Option<Activation> ACTIVATION =
      Option.of("activation", Activations.CODEC, Activations.LINEAR);

  private static final Options DECLARED =
      Options.of("Dense", COMMON)
          .and(List.of(UNITS, ACTIVATION, USE_BIAS))
          .and(KERNEL.all())
          .and(BIAS.all())
          .and(List.of(ACTIVITY_REGULARIZER, QUANTIZATION_CONFIG))
          .quiet(ACTIVITY_REGULARIZER);

  /**
   * Takes options that were made for a dense layer.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Dense {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A dense layer.
   *
   * @param units the number of outputs, positive
   * @return a description with Keras' defaults
   * @throws IllegalArgumentException if units is not positive
   */
  public static Dense of(int units) {
    return new Dense(DECLARED.with(UNITS, units));
  }

  @Override
  public Dense with(Options newOptions) {
    return new Dense(newOptions);
  }

  /**
   * The number of outputs.
   *
   * @return positive
   */
  public int units() {
    return options.get(UNITS);
  }

  /**
   * Says what is applied to the result.
   *
   * @param activation by default {@link Activations#LINEAR}, which is Keras' {@code None}
   * @return a changed copy
   */
  public Dense activation(Activation activation) {
    return with(options.with(ACTIVATION, activation));
  }

  /**
   * What is applied to the result.
   *
   * @return the activation
   */
  public Activation activation() {
    return options.get(ACTIVATION);
  }

  @Override
  public boolean isRowWise() {
    return true;
  }

  @Override
  public DataShape outputShape(DataShape input) {
    return input.withFeatures(units());
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    WeightMaker maker = new WeightMaker(name, options, random);
    Weight kernel = maker.make(KERNEL, "kernel", input.features(), units());
    Optional<Weight> bias =
        useBias() ? Optional.of(maker.make(BIAS, "bias", units())) : Optional.empty();
    return new Built(name, this, kernel, bias);
  }

  @Override
  public String toString() {
    return options.toString();
  }

  private static final class Built implements StreamingLayer {
    private final String name;
    private final Dense config;
    private final Activation activation;
    private final boolean penalised;
    private final Weight kernel;
    private final Optional<Weight> bias;
    private final List<Weight> weights;

    Built(String name, Dense config, Weight kernel, Optional<Weight> bias) {
      this.name = name;
      this.config = config;
      this.activation = config.activation();
      this.penalised = config.activityRegularizer().isPresent();
      this.kernel = kernel;
      this.bias = bias;
      this.weights = bias.map(b -> List.of(kernel, b)).orElse(List.of(kernel));
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public LayerConfig config() {
      return config;
    }

    @Override
    public List<Weight> weights() {
      return weights;
    }

    @Override
    public Sequence call(CallContext context, Sequence input) {
      LayerChecks.features(name, input, kernel);
      Variable product = matmul(input.values(), context.use(kernel));
      Variable y = bias.map(b -> add(product, context.use(b))).orElse(product);
      Sequence result = input.withValues(activation.apply(y));
      return penalised ? config.penalised(context, result) : result;
    }

    @Override
    public LayerStream stream(DataShape input, Kernels kernels) {
      return RowActivation.of(activation, kernels)
          .<LayerStream>map(row -> DenseStream.of(kernels, kernel, bias, row))
          .orElseGet(() -> CalledStream.of(this, input, config.outputShape(input), kernels));
    }
  }
}
