package dev.rewind.layers;

import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import java.util.List;

/**
 * The smaller of its inputs, element by element.
 *
 * <pre>
 *   y = min(x₀, x₁, …)
 * </pre>
 *
 * <p>A masked step of an input takes the value of the others. The result is masked where all inputs
 * are, and has no mask if one of them has none.
 *
 * <p><b>Shapes</b>: one or more of {@code (batch, features)} or {@code (batch, timesteps,
 * features)}; the result is the same. Where one of them has one feature or one step, or is without
 * a time axis, it serves all of the others.
 *
 * <p><b>Source</b>: {@code keras/src/layers/merging/minimum.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Minimum(Options options) implements MergeLayer, LayerOptions<Minimum> {

  private static final Options DECLARED = Options.of("Minimum", COMMON);
  private static final Merge MERGE =
      ElementwiseMerge.ofAny(
          (context, inputs) -> ElementwiseMerge.overReal(context, inputs, Ops::minimum));

  /**
   * Takes options that were made for a minimum of inputs.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Minimum {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A minimum of inputs.
   *
   * @return a description
   */
  public static Minimum of() {
    return new Minimum(DECLARED);
  }

  @Override
  public Minimum with(Options newOptions) {
    return new Minimum(newOptions);
  }

  @Override
  public List<DataShape> outputShapes(List<DataShape> inputs) {
    return MERGE.outputShapes(className(), inputs);
  }

  @Override
  public Layer build(String name, List<DataShape> inputs, RandomSource random) {
    return MERGE.build(name, this, inputs);
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
