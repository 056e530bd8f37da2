package dev.rewind.optimizers;

import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.WithOptions;
import java.util.List;
import java.util.Optional;

/**
 * The options that bound gradients before they are used; at most one of them may be set.
 *
 * @param <S> the optimizer's own type
 */
public interface ClippingOptions<S> extends WithOptions<S> {
  /** Option {@code clipnorm}: none by default. */
  Option<Optional<Double>> CLIPNORM = Maybe.positive("clipnorm");

  /** Option {@code global_clipnorm}: none by default. */
  Option<Optional<Double>> GLOBAL_CLIPNORM = Maybe.positive("global_clipnorm");

  /** Option {@code clipvalue}: none by default. */
  Option<Optional<Double>> CLIPVALUE = Maybe.positive("clipvalue");

  /**
   * Bounds the norm of the gradient of each parameter: {@code g · c / max(‖g‖, c)}.
   *
   * @param clipnorm the largest norm c, positive and finite
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive and finite, or another bound is set
   */
  default S clipnorm(double clipnorm) {
    return with(options().with(CLIPNORM, Optional.of(clipnorm)));
  }

  /**
   * The bound on the norm of the gradient of each parameter.
   *
   * @return the value, if one was given
   */
  default Optional<Double> clipnorm() {
    return options().get(CLIPNORM);
  }

  /**
   * Bounds the norm of all gradients together: {@code g · min(c / ‖all g‖, 1)}.
   *
   * @param globalClipnorm the largest norm c, positive and finite
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive and finite, or another bound is set
   */
  default S globalClipnorm(double globalClipnorm) {
    return with(options().with(GLOBAL_CLIPNORM, Optional.of(globalClipnorm)));
  }

  /**
   * The bound on the norm of all gradients together.
   *
   * @return the value, if one was given
   */
  default Optional<Double> globalClipnorm() {
    return options().get(GLOBAL_CLIPNORM);
  }

  /**
   * Bounds each element of the gradients to [−c, c].
   *
   * @param clipvalue the largest size c, positive and finite
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive and finite, or another bound is set
   */
  default S clipvalue(double clipvalue) {
    return with(options().with(CLIPVALUE, Optional.of(clipvalue)));
  }

  /**
   * The bound on each element of the gradients.
   *
   * @return the value, if one was given
   */
  default Optional<Double> clipvalue() {
    return options().get(CLIPVALUE);
  }

  /**
   * Requires options that fit together. The constructor of an optimizer's description calls it.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if two bounds for gradients are set
   */
  static void requireOneBound(Options options) {
    List<Option<Optional<Double>>> set =
        List.of(CLIPNORM, CLIPVALUE, GLOBAL_CLIPNORM).stream()
            .filter(bound -> options.get(bound).isPresent())
            .toList();
    if (set.size() > 1) {
      throw new IllegalArgumentException(
          "%s: %s and %s are both set, to %s and %s; expected at most one of clipnorm, clipvalue, globalClipnorm."
              .formatted(
                  options.owner(),
                  set.get(0).name(),
                  set.get(1).name(),
                  options.get(set.get(0)).orElseThrow(),
                  options.get(set.get(1)).orElseThrow()));
    }
  }
}
