package dev.rewind.layers;

import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import java.util.List;

/**
 * The largest value of each feature over all time steps, masked ones too.
 *
 * <pre>
 *   y[b, f] = max x[b, t, f] over t
 * </pre>
 *
 * <p>Steps that are largest together share the gradient equally. A mask is not looked at and ends
 * here, as in Keras.
 *
 * <p><b>Shapes</b>: {@code (batch, timesteps, features) → (batch, features)}, or {@code (batch, 1,
 * features)} with {@code keepdims}.
 *
 * <p><b>Source</b>: {@code keras/src/layers/pooling/global_max_pooling1d.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record GlobalMaxPooling1D(Options options)
    implements LayerConfig, LayerOptions<GlobalMaxPooling1D>, PoolingOptions<GlobalMaxPooling1D> {

  private static final Options DECLARED =
      Options.of("GlobalMaxPooling1D", COMMON).and(List.of(DATA_FORMAT, KEEPDIMS));

  /**
   * Takes options that were made for a maximum over time.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public GlobalMaxPooling1D {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A maximum over time.
   *
   * @return a description with Keras' defaults
   */
  public static GlobalMaxPooling1D of() {
    return new GlobalMaxPooling1D(DECLARED);
  }

  @Override
  public GlobalMaxPooling1D with(Options newOptions) {
    return new GlobalMaxPooling1D(newOptions);
  }

  @Override
  public DataShape outputShape(DataShape input) {
    return pooled(className(), input);
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    LayerChecks.hasTime(name, input);
    return new WeightlessLayer(
        name,
        this,
        (context, x) ->
            pooled(name, x, TimeAxis.reduce(x.values(), x.timesteps(), Ops::maxOverRows)));
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
