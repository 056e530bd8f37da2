package dev.rewind.layers;

import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import java.util.List;

/**
 * The larger of its inputs, element by element.
 *
 * <pre>
 *   y = max(x₀, x₁, …)
 * </pre>
 *
 * <p>A masked step of an input takes the value of the others. The result is masked where all inputs
 * are, and has no mask if one of them has none.
 *
 * <p><b>Shapes</b>: one or more of {@code (batch, features)} or {@code (batch, timesteps,
 * features)}; the result is the same. Where one of them has one feature or one step, or is without
 * a time axis, it serves all of the others.
 *
 * <p><b>Source</b>: {@code keras/src/layers/merging/maximum.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Maximum(Options options) implements MergeLayer, LayerOptions<Maximum> {

  private static final Options DECLARED = Options.of("Maximum", COMMON);
  private static final Merge MERGE =
      ElementwiseMerge.ofAny(
          (context, inputs) -> ElementwiseMerge.overReal(context, inputs, Ops::maximum));

  /**
   * Takes options that were made for a maximum of inputs.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Maximum {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A maximum of inputs.
   *
   * @return a description
   */
  public static Maximum of() {
    return new Maximum(DECLARED);
  }

  @Override
  public Maximum with(Options newOptions) {
    return new Maximum(newOptions);
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
