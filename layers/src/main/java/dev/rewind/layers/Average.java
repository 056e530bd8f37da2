package dev.rewind.layers;

import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import java.util.List;

/**
 * The mean of its inputs.
 *
 * <pre>
 *   y = (x₀ + x₁ + …) / n
 * </pre>
 *
 * <p>The result is masked where all inputs are, and has no mask if one of them has none; masked
 * values take part as they are.
 *
 * <p><b>Shapes</b>: one or more of {@code (batch, features)} or {@code (batch, timesteps,
 * features)}; the result is the same. Where one of them has one feature or one step, or is without
 * a time axis, it serves all of the others.
 *
 * <p><b>Source</b>: {@code keras/src/layers/merging/average.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Average(Options options) implements MergeLayer, LayerOptions<Average> {

  private static final Options DECLARED = Options.of("Average", COMMON);
  private static final Merge MERGE = ElementwiseMerge.ofAny((context, inputs) -> mean(inputs));

  /**
   * Takes options that were made for a mean of inputs.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Average {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A mean of inputs.
   *
   * @return a description
   */
  public static Average of() {
    return new Average(DECLARED);
  }

  @Override
  public Average with(Options newOptions) {
    return new Average(newOptions);
  }

  @Override
  public List<DataShape> outputShapes(List<DataShape> inputs) {
    return MERGE.outputShapes(className(), inputs);
  }

  @Override
  public Layer build(String name, List<DataShape> inputs, RandomSource random) {
    return MERGE.build(name, this, inputs);
  }

  private static Variable mean(List<Sequence> inputs) {
    Variable sum = inputs.stream().map(Sequence::values).reduce(Ops::add).orElseThrow();
    return Ops.scale(sum, 1.0 / inputs.size());
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
