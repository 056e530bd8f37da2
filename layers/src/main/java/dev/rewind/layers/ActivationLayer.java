package dev.rewind.layers;

import dev.rewind.core.RandomSource;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.layers.activations.Activation;
import dev.rewind.layers.activations.Activations;
import java.util.List;

/**
 * Applies an activation function. Keras' class name is {@code Activation}; here that is the
 * function itself.
 *
 * <pre>
 *   y = activation(x)
 * </pre>
 *
 * <p><b>Shapes</b>: any; the result has the same, and carries the mask on.
 *
 * <p><b>Source</b>: {@code keras/src/layers/activations/activation.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record ActivationLayer(Options options)
    implements LayerConfig, LayerOptions<ActivationLayer> {

  /** Option {@code activation}: the function. */
  public static final Option<Activation> ACTIVATION =
      Option.required("activation", Activations.CODEC);

  private static final Options DECLARED = Options.of("Activation", COMMON).and(List.of(ACTIVATION));

  /**
   * Takes options that were made for an activation layer.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public ActivationLayer {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A layer that applies a function.
   *
   * @param activation the function
   * @return a description
   */
  public static ActivationLayer of(Activation activation) {
    return new ActivationLayer(DECLARED.with(ACTIVATION, activation));
  }

  @Override
  public ActivationLayer with(Options newOptions) {
    return new ActivationLayer(newOptions);
  }

  /**
   * The function.
   *
   * @return what the layer applies
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
    return input;
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    return new Built(name, this);
  }

  @Override
  public String toString() {
    return options.toString();
  }

  private record Built(String name, ActivationLayer config) implements StreamingLayer {

    @Override
    public List<Weight> weights() {
      return List.of();
    }

    @Override
    public Sequence call(CallContext context, Sequence input) {
      return input.withValues(config.activation().apply(input.values()));
    }

    @Override
    public LayerStream stream(DataShape input, Kernels kernels) {
      return RowActivation.of(config.activation(), kernels)
          .<LayerStream>map(function -> new ActivationStream(input.features(), function, kernels))
          .orElseGet(() -> CalledStream.of(this, input, input, kernels));
    }
  }
}
