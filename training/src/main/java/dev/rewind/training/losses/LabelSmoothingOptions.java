package dev.rewind.training.losses;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;

/**
 * The options of a crossentropy whose targets are probabilities.
 *
 * @param <S> the loss's own type
 */
public interface LabelSmoothingOptions<S extends Loss> extends CrossentropyOptions<S> {
  /** Option {@code label_smoothing}. */
  Option<Double> LABEL_SMOOTHING =
      Option.of("label_smoothing", Codecs.DOUBLE, 0.0).in(s -> s >= 0 && s <= 1, "in [0, 1]");

  /** Option {@code axis}: the columns, as everywhere here. */
  Option<Integer> AXIS =
      Option.of("axis", Codecs.INTEGER, -1).in(axis -> axis == -1, "-1, the columns");

  /**
   * Moves the targets towards equal probabilities.
   *
   * @param labelSmoothing how far, in [0, 1]; 0, not at all, by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  default S labelSmoothing(double labelSmoothing) {
    return with(options().with(LABEL_SMOOTHING, labelSmoothing));
  }

  /**
   * How far the targets are moved towards equal probabilities.
   *
   * @return in [0, 1]
   */
  default double labelSmoothing() {
    return options().get(LABEL_SMOOTHING);
  }
}
