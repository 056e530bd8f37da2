package dev.rewind.optimizers;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.WithOptions;

/**
 * The option of optimizers that keep averages with one rate of forgetting.
 *
 * @param <S> the optimizer's own type
 */
public interface RhoOptions<S> extends WithOptions<S> {

  /** Option {@code rho}: ρ, 0.9 by default, but in {@link Adadelta}. */
  Option<Double> RHO = Option.of("rho", Codecs.DOUBLE, 0.9).in(x -> x >= 0 && x < 1, "in [0, 1)");

  /**
   * Sets how slowly averages forget.
   *
   * @param rho ρ, in [0, 1)
   * @return a changed copy
   * @throws IllegalArgumentException if it is outside [0, 1)
   */
  default S rho(double rho) {
    return with(options().with(RHO, rho));
  }

  /**
   * How slowly averages forget.
   *
   * @return ρ
   */
  default double rho() {
    return options().get(RHO);
  }
}
