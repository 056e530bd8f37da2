package dev.rewind.optimizers;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.WithOptions;

/**
 * The options of {@link Adam} and its relatives, which average gradients and divide by their size.
 *
 * @param <S> the optimizer's own type
 */
public interface BetaOptions<S> extends WithOptions<S> {

  /** Option {@code beta_1}: β₁, 0.9 by default. */
  Option<Double> BETA_1 =
      Option.of("beta_1", Codecs.DOUBLE, 0.9).in(x -> x >= 0 && x < 1, "in [0, 1)");

  /** Option {@code beta_2}: β₂, 0.999 by default. */
  Option<Double> BETA_2 =
      Option.of("beta_2", Codecs.DOUBLE, 0.999).in(x -> x >= 0 && x < 1, "in [0, 1)");

  /**
   * Sets how slowly the average of gradients forgets.
   *
   * @param beta1 β₁, in [0, 1)
   * @return a changed copy
   * @throws IllegalArgumentException if it is outside [0, 1)
   */
  default S beta1(double beta1) {
    return with(options().with(BETA_1, beta1));
  }

  /**
   * How slowly the average of gradients forgets.
   *
   * @return β₁
   */
  default double beta1() {
    return options().get(BETA_1);
  }

  /**
   * Sets how slowly what steps are divided by forgets.
   *
   * @param beta2 β₂, in [0, 1)
   * @return a changed copy
   * @throws IllegalArgumentException if it is outside [0, 1)
   */
  default S beta2(double beta2) {
    return with(options().with(BETA_2, beta2));
  }

  /**
   * How slowly what steps are divided by forgets.
   *
   * @return β₂
   */
  default double beta2() {
    return options().get(BETA_2);
  }
}
