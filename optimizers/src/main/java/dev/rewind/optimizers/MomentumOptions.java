package dev.rewind.optimizers;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.WithOptions;

/**
 * The option of optimizers whose steps remember those before.
 *
 * @param <S> the optimizer's own type
 */
public interface MomentumOptions<S> extends WithOptions<S> {

  /** Option {@code momentum}: μ, 0 by default. */
  Option<Double> MOMENTUM =
      Option.of("momentum", Codecs.DOUBLE, 0.0).in(x -> x >= 0 && x <= 1, "in [0, 1]");

  /**
   * Sets the momentum.
   *
   * @param momentum μ, in [0, 1]
   * @return a changed copy
   * @throws IllegalArgumentException if it is outside [0, 1]
   */
  default S momentum(double momentum) {
    return with(options().with(MOMENTUM, momentum));
  }

  /**
   * The momentum.
   *
   * @return μ
   */
  default double momentum() {
    return options().get(MOMENTUM);
  }
}
