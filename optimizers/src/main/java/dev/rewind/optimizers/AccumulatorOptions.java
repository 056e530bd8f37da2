package dev.rewind.optimizers;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Range;
import dev.rewind.core.options.WithOptions;

/**
 * The option of optimizers that add up squared gradients.
 *
 * @param <S> the optimizer's own type
 */
public interface AccumulatorOptions<S> extends WithOptions<S> {

  /** Option {@code initial_accumulator_value}: n₀, 0.1 by default. */
  Option<Double> INITIAL_ACCUMULATOR_VALUE =
      Option.of("initial_accumulator_value", Codecs.DOUBLE, 0.1).in(Range.NOT_NEGATIVE);

  /**
   * Sets what the sum of squared gradients starts with.
   *
   * @param initialAccumulatorValue n₀, finite and at least 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative, infinite or NaN
   */
  default S initialAccumulatorValue(double initialAccumulatorValue) {
    return with(options().with(INITIAL_ACCUMULATOR_VALUE, initialAccumulatorValue));
  }

  /**
   * What the sum of squared gradients starts with.
   *
   * @return n₀
   */
  default double initialAccumulatorValue() {
    return options().get(INITIAL_ACCUMULATOR_VALUE);
  }
}
