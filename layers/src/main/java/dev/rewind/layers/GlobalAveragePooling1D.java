package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.div;
import static dev.rewind.autograd.ops.Ops.where;

import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import java.util.List;

/**
 * The mean over the time steps that are real.
 *
 * <pre>
 *   y[b] = Σ x[b, t] / n[b]     over the n[b] steps t that are not masked
 * </pre>
 *
 * <p>A sample whose steps are all masked gives NaN, 0/0, as in Keras. The mask ends here.
 *
 * <p><b>Shapes</b>: {@code (batch, timesteps, features) → (batch, features)}, or {@code (batch, 1,
 * features)} with {@code keepdims}.
 *
 * <p><b>Source</b>: {@code keras/src/layers/pooling/global_average_pooling1d.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record GlobalAveragePooling1D(Options options)
    implements LayerConfig,
        LayerOptions<GlobalAveragePooling1D>,
        PoolingOptions<GlobalAveragePooling1D> {

  private static final Options DECLARED =
      Options.of("GlobalAveragePooling1D", COMMON).and(List.of(DATA_FORMAT, KEEPDIMS));

  /**
   * Takes options that were made for a mean over time.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public GlobalAveragePooling1D {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A mean over time.
   *
   * @return a description with Keras' defaults
   */
  public static GlobalAveragePooling1D of() {
    return new GlobalAveragePooling1D(DECLARED);
  }

  @Override
  public GlobalAveragePooling1D with(Options newOptions) {
    return new GlobalAveragePooling1D(newOptions);
  }

  @Override
  public DataShape outputShape(DataShape input) {
    return pooled(className(), input);
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    LayerChecks.hasTime(name, input);
    return new WeightlessLayer(name, this, (context, x) -> pooled(name, x, mean(context, x)));
  }

  private static Variable mean(CallContext context, Sequence input) {
    Variable x = input.values();
    int timesteps = input.timesteps();
    return input
        .mask()
        .map(mask -> validMean(context, x, mask))
        .orElseGet(() -> TimeAxis.reduce(x, timesteps, Ops::meanOverRows));
  }

  private static Variable validMean(CallContext context, Variable x, Mask mask) {
    Variable zeros = context.tape().zeros(x.shape().rows(), x.shape().columns());
    Variable valid = context.use(mask);
    Variable kept = where(valid, x, zeros);
    Variable sum = TimeAxis.reduce(kept, mask.timesteps(), Ops::sumOverRows);
    return div(sum, TimeAxis.reduce(valid, mask.timesteps(), Ops::sumOverRows));
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
