package dev.rewind.layers;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.WithOptions;

/**
 * The option of a layer that drops out.
 *
 * @param <S> the layer's own type
 */
public interface RateOptions<S> extends WithOptions<S> {
  /** Option {@code rate}: the fraction that is dropped, in [0, 1). */
  Option<Double> RATE =
      Option.required("rate", Codecs.DOUBLE).in(rate -> rate >= 0 && rate < 1, "in [0, 1)");

  /**
   * The fraction that is dropped.
   *
   * @return in [0, 1)
   */
  default double rate() {
    return options().get(RATE);
  }
}
