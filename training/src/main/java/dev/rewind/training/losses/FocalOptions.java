package dev.rewind.training.losses;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;

/**
 * The options of a crossentropy in which answers that are right already count less.
 *
 * @param <S> the loss's own type
 */
public interface FocalOptions<S extends Loss> extends LabelSmoothingOptions<S> {
  /** Option {@code gamma}: the power of the factor. */
  Option<Double> GAMMA =
      Option.of("gamma", Codecs.DOUBLE, 2.0)
          .in(gamma -> gamma >= 0 && Double.isFinite(gamma), "at least 0 and finite");

  /**
   * Says how much less answers count that are right already.
   *
   * @param gamma the power of the factor, at least 0; 2 by default, and with 0 all count alike
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  default S gamma(double gamma) {
    return with(options().with(GAMMA, gamma));
  }

  /**
   * How much less answers count that are right already.
   *
   * @return the power of the factor, at least 0
   */
  default double gamma() {
    return options().get(GAMMA);
  }
}
