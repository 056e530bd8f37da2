package dev.rewind.layers;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Range;

/**
 * The options of a layer that normalises.
 *
 * @param <S> the layer's own type
 */
public interface NormalizationOptions<S> extends GammaOptions<S>, BetaOptions<S> {
  /** Option {@code epsilon}: finite, at least 0; 0.001 by default. */
  Option<Double> EPSILON = Option.of("epsilon", Codecs.DOUBLE, 1e-3).in(Range.NOT_NEGATIVE);

  /** Option {@code center}. */
  Option<Boolean> CENTER = Option.of("center", Codecs.BOOLEAN, true);

  /** Option {@code scale}. */
  Option<Boolean> SCALE = Option.of("scale", Codecs.BOOLEAN, true);

  /**
   * Sets what is added to the variance, so that none is 0.
   *
   * @param epsilon finite, at least 0; 0.001 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  default S epsilon(double epsilon) {
    return with(options().with(EPSILON, epsilon));
  }

  /**
   * What is added to the variance.
   *
   * @return finite, at least 0
   */
  default double epsilon() {
    return options().get(EPSILON);
  }

  /**
   * Says whether beta is added to the normalised values.
   *
   * @param center true by default
   * @return a changed copy
   */
  default S center(boolean center) {
    return with(options().with(CENTER, center));
  }

  /**
   * Whether beta is added to the normalised values.
   *
   * @return true by default
   */
  default boolean center() {
    return options().get(CENTER);
  }

  /**
   * Says whether the normalised values are multiplied with gamma.
   *
   * @param scale true by default
   * @return a changed copy
   */
  default S scale(boolean scale) {
    return with(options().with(SCALE, scale));
  }

  /**
   * Whether the normalised values are multiplied with gamma.
   *
   * @return true by default
   */
  default boolean scale() {
    return options().get(SCALE);
  }
}
