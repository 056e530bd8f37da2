package dev.rewind.layers;

import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import java.util.List;

/**
 * The difference of its two inputs.
 *
 * <pre>
 *   y = x₀ − x₁
 * </pre>
 *
 * <p>The result is masked where all inputs are, and has no mask if one of them has none; masked
 * values take part as they are.
 *
 * <p><b>Shapes</b>: two of {@code (batch, features)} or {@code (batch, timesteps, features)}; the
 * result is the same. Where one of them has one feature or one step, or is without a time axis, it
 * serves all of the others.
 *
 * <p><b>Source</b>: {@code keras/src/layers/merging/subtract.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Subtract(Options options) implements MergeLayer, LayerOptions<Subtract> {

  private static final Options DECLARED = Options.of("Subtract", COMMON);
  private static final Merge MERGE =
      ElementwiseMerge.ofTwo(
          (context, inputs) -> Ops.sub(inputs.get(0).values(), inputs.get(1).values()));

  /**
   * Takes options that were made for a difference.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Subtract {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A difference.
   *
   * @return a description
   */
  public static Subtract of() {
    return new Subtract(DECLARED);
  }

  @Override
  public Subtract with(Options newOptions) {
    return new Subtract(newOptions);
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
