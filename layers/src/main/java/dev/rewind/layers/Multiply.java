package dev.rewind.layers;

import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import java.util.List;

/**
 * Multiplies its inputs, element by element.
 *
 * <pre>
 *   y = x₀ ⊙ x₁ ⊙ …
 * </pre>
 *
 * <p>A masked step of an input counts as 1. The result is 0 and masked where all inputs are masked,
 * and has no mask if one of them has none.
 *
 * <p><b>Shapes</b>: one or more of {@code (batch, features)} or {@code (batch, timesteps,
 * features)}; the result is the same. Where one of them has one feature or one step, or is without
 * a time axis, it serves all of the others.
 *
 * <p><b>Source</b>: {@code keras/src/layers/merging/multiply.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Multiply(Options options) implements MergeLayer, LayerOptions<Multiply> {

  private static final Options DECLARED = Options.of("Multiply", COMMON);
  private static final Merge MERGE = ElementwiseMerge.ofAny(Multiply::product);

  /**
   * Takes options that were made for a product.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Multiply {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A product.
   *
   * @return a description
   */
  public static Multiply of() {
    return new Multiply(DECLARED);
  }

  @Override
  public Multiply with(Options newOptions) {
    return new Multiply(newOptions);
  }

  @Override
  public List<DataShape> outputShapes(List<DataShape> inputs) {
    return MERGE.outputShapes(className(), inputs);
  }

  @Override
  public Layer build(String name, List<DataShape> inputs, RandomSource random) {
    return MERGE.build(name, this, inputs);
  }

  private static Variable product(CallContext context, List<Sequence> inputs) {
    Variable product = real(context, inputs.get(0), 1);
    for (Sequence input : inputs.subList(1, inputs.size())) {
      product = Ops.mul(product, real(context, input, 1));
    }
    if (inputs.stream().anyMatch(input -> input.mask().isEmpty())) {
      return product;
    }
    Mask any = inputs.stream().flatMap(i -> i.mask().stream()).reduce(Mask::or).orElseThrow();
    return real(context, inputs.get(0).withValues(product).withMask(any), 0);
  }

  /** The values of real steps, and one number for all others. */
  private static Variable real(CallContext context, Sequence input, double other) {
    Variable x = input.values();
    return input
        .mask()
        .map(
            mask -> {
              int rows = x.shape().rows();
              int columns = x.shape().columns();
              Variable others = context.tape().constant(rows, columns, m -> m.fill(other));
              return Ops.where(context.use(mask), x, others);
            })
        .orElse(x);
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
