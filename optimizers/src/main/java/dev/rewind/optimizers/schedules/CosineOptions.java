package dev.rewind.optimizers.schedules;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;

/**
 * The options of a schedule that decays along a cosine.
 *
 * @param <S> the schedule's own type
 */
public interface CosineOptions<S> extends DecayOptions<S> {
  /** Option {@code alpha}: α, 0.0 by default. */
  Option<Double> ALPHA =
      Option.of("alpha", Codecs.DOUBLE, 0.0).in(x -> x >= 0 && x <= 1, "in [0, 1]");

  /**
   * Sets the fraction of the rate that remains.
   *
   * @param alpha in [0, 1]
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of its range
   */
  default S alpha(double alpha) {
    return with(options().with(ALPHA, alpha));
  }

  /**
   * The fraction of the rate that remains.
   *
   * @return α
   */
  default double alpha() {
    return options().get(ALPHA);
  }
}
