package dev.rewind.layers;

import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import java.util.List;

/**
 * Adds its inputs.
 *
 * <pre>
 *   y = x₀ + x₁ + …
 * </pre>
 *
 * <p>The result is masked where all inputs are, and has no mask if one of them has none; masked
 * values take part as they are.
 *
 * <p><b>Shapes</b>: one or more of {@code (batch, features)} or {@code (batch, timesteps,
 * features)}; the result is the same. Where one of them has one feature or one step, or is without
 * a time axis, it serves all of the others.
 *
 * <p><b>Source</b>: {@code keras/src/layers/merging/add.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Add(Options options) implements MergeLayer, LayerOptions<Add> {

  private static final Options DECLARED = Options.of("Add", COMMON);
  private static final Merge MERGE = ElementwiseMerge.ofAny((context, inputs) -> sum(inputs));

  /**
   * Takes options that were made for a sum.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Add {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A sum.
   *
   * @return a description
   */
  public static Add of() {
    return new Add(DECLARED);
  }

  @Override
  public Add with(Options newOptions) {
    return new Add(newOptions);
  }

  @Override
  public List<DataShape> outputShapes(List<DataShape> inputs) {
    return MERGE.outputShapes(className(), inputs);
  }

  @Override
  public Layer build(String name, List<DataShape> inputs, RandomSource random) {
    return MERGE.build(name, this, inputs);
  }

  private static Variable sum(List<Sequence> inputs) {
    return inputs.stream().map(Sequence::values).reduce(Ops::add).orElseThrow();
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
