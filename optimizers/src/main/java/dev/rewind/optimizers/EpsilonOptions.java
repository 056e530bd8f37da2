package dev.rewind.optimizers;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Range;
import dev.rewind.core.options.WithOptions;

/**
 * The option of optimizers that divide by something that may be zero.
 *
 * @param <S> the optimizer's own type
 */
public interface EpsilonOptions<S> extends WithOptions<S> {

  /** Option {@code epsilon}: ε, 1e-7 by default. */
  Option<Double> EPSILON = Option.of("epsilon", Codecs.DOUBLE, 1e-7).in(Range.NOT_NEGATIVE);

  /**
   * Sets what keeps the denominator from zero.
   *
   * @param epsilon ε, finite and at least 0; with 0, elements that never had a gradient become NaN
   *     where nothing else keeps the denominator from zero
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative, infinite or NaN
   */
  default S epsilon(double epsilon) {
    return with(options().with(EPSILON, epsilon));
  }

  /**
   * What keeps the denominator from zero.
   *
   * @return ε
   */
  default double epsilon() {
    return options().get(EPSILON);
  }
}
