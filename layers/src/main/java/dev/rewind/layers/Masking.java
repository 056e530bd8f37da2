package dev.rewind.layers;

import static dev.rewind.autograd.ops.Ops.where;

import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Masks the time steps whose features all have one value, such as padding.
 *
 * <pre>
 *   mask[b, t] = any feature of x[b, t] ≠ maskValue
 *   y[b, t]    = x[b, t] if mask[b, t], else 0
 * </pre>
 *
 * <p><b>Shapes</b>: {@code (batch, timesteps, features)}; the result has the same. The new mask
 * replaces one that the input carries: data of unequal length, which bring their mask along and are
 * padded with 0, need this layer only with {@code maskValue} 0, if at all.
 *
 * <p><b>Source</b>: {@code keras/src/layers/core/masking.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record Masking(Options options) implements LayerConfig, LayerOptions<Masking> {

  /**
   * Option {@code mask_value}: what all features of a masked step equal, 0 by default. Not NaN,
   * which equals nothing.
   */
  public static final Option<Double> MASK_VALUE =
      Option.of("mask_value", Codecs.DOUBLE, 0.0)
          .in(value -> !Double.isNaN(value), "a number that steps can equal");

  private static final Options DECLARED = Options.of("Masking", COMMON).and(List.of(MASK_VALUE));

  /**
   * Takes options that were made for a masking layer.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public Masking {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A masking layer for padding with 0.
   *
   * @return a description with Keras' defaults
   */
  public static Masking of() {
    return new Masking(DECLARED);
  }

  @Override
  public Masking with(Options newOptions) {
    return new Masking(newOptions);
  }

  /**
   * Says which value marks a masked step.
   *
   * @param maskValue what all its features equal, 0 by default; not NaN, which equals nothing
   * @return a changed copy
   * @throws IllegalArgumentException if it is NaN
   */
  public Masking maskValue(double maskValue) {
    return with(options.with(MASK_VALUE, maskValue));
  }

  /**
   * The value that marks a masked step.
   *
   * @return 0 by default
   */
  public double maskValue() {
    return options.get(MASK_VALUE);
  }

  @Override
  public boolean isStepwise() {
    return true;
  }

  @Override
  public DataShape outputShape(DataShape input) {
    LayerChecks.hasTime(className(), input);
    return input;
  }

  @Override
  public Layer build(String name, DataShape input, RandomSource random) {
    LayerChecks.hasTime(name, input);
    return new WeightlessLayer(name, this, (context, x) -> masked(name, context, x));
  }

  private Sequence masked(String name, CallContext context, Sequence input) {
    LayerChecks.hasTime(name, input.shape());
    DMatrixRMaj x = input.values().value();
    Variable valid = context.tape().constant(x.numRows, 1, column -> markValid(x, column));
    Variable zeros = context.tape().zeros(x.numRows, x.numCols);
    return input
        .withValues(where(valid, input.values(), zeros))
        .withMask(Mask.ofColumn(input.batch(), valid.value()));
  }

  /** 1 where a step is real; the column has zeros. */
  private void markValid(DMatrixRMaj x, DMatrixRMaj valid) {
    for (int row = 0; row < x.numRows; row++) {
      for (int column = 0; column < x.numCols; column++) {
        if (x.get(row, column) != maskValue()) {
          valid.set(row, 0, 1);
        }
      }
    }
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
