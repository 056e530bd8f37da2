package dev.rewind.layers;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Range;
import dev.rewind.core.options.WithOptions;
import java.util.Optional;

/**
 * The options of batch renormalisation.
 *
 * @param <S> the layer's own type
 */
public interface RenormOptions<S> extends WithOptions<S> {
  /** Option {@code renorm}. */
  Option<Boolean> RENORM = Option.of("renorm", Codecs.BOOLEAN, false);

  /** Option {@code renorm_clipping}. */
  Option<Optional<RenormClipping>> RENORM_CLIPPING =
      Option.of(
          "renorm_clipping",
          Codecs.optional(RenormClipping.CODEC),
          Optional.<RenormClipping>empty());

  /** Option {@code renorm_momentum}: finite; 0.99 by default. */
  Option<Double> RENORM_MOMENTUM =
      Option.of("renorm_momentum", Codecs.DOUBLE, 0.99).in(Range.FINITE);

  /**
   * Says whether training leads the batch's moments to averages of their own.
   *
   * @param renorm false by default
   * @return a changed copy
   */
  default S renorm(boolean renorm) {
    return with(options().with(RENORM, renorm));
  }

  /**
   * Whether training leads the batch's moments to averages of their own.
   *
   * @return false by default
   */
  default boolean renorm() {
    return options().get(RENORM);
  }

  /**
   * Limits the correction.
   *
   * @param clipping the limits; none by default
   * @return a changed copy
   */
  default S renormClipping(RenormClipping clipping) {
    return with(options().with(RENORM_CLIPPING, Optional.of(clipping)));
  }

  /**
   * The limits of the correction.
   *
   * @return nothing by default
   */
  default Optional<RenormClipping> renormClipping() {
    return options().get(RENORM_CLIPPING);
  }

  /**
   * Says how much of the averages of the correction stays in a call.
   *
   * @param momentum finite; 0.99 by default
   * @return a changed copy
   * @throws IllegalArgumentException if it is infinite or NaN
   */
  default S renormMomentum(double momentum) {
    return with(options().with(RENORM_MOMENTUM, momentum));
  }

  /**
   * How much of the averages of the correction stays in a call.
   *
   * @return 0.99 by default
   */
  default double renormMomentum() {
    return options().get(RENORM_MOMENTUM);
  }
}
