package dev.rewind.optimizers;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;

/**
 * The options of {@link Adam} and {@link AdamW}, which computes like it.
 *
 * @param <S> the optimizer's own type
 */
public interface AdamOptions<S> extends BetaOptions<S>, EpsilonOptions<S> {

  /** Option {@code amsgrad}: false by default. */
  Option<Boolean> AMSGRAD = Option.of("amsgrad", Codecs.BOOLEAN, false);

  /**
   * Chooses what steps are divided by.
   *
   * @param amsgrad true for the largest v so far instead of the present one
   * @return a changed copy
   */
  default S amsgrad(boolean amsgrad) {
    return with(options().with(AMSGRAD, amsgrad));
  }

  /**
   * What steps are divided by.
   *
   * @return true for the largest v so far
   */
  default boolean amsgrad() {
    return options().get(AMSGRAD);
  }
}
