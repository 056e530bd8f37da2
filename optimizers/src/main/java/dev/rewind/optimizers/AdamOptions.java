package dev.rewind.optimizers;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;

/**
 * The options of {@link Adam} and those that compute like it.
 *
 * @param <S> the optimizer's own type
 */
public interface AdamOptions<S> extends OptimizerOptions<S> {

  /** Option {@code beta_1}: β₁, 0.9 by default. */
  Option<Double> BETA_1 =
      Option.of("beta_1", Codecs.DOUBLE, 0.9).in(x -> x >= 0 && x < 1, "in [0, 1)");

  /** Option {@code beta_2}: β₂, 0.999 by default. */
  Option<Double> BETA_2 =
      Option.of("beta_2", Codecs.DOUBLE, 0.999).in(x -> x >= 0 && x < 1, "in [0, 1)");

  /** Option {@code epsilon}: ε, 1e-7 by default. */
  Option<Double> EPSILON = Option.of("epsilon", Codecs.DOUBLE, 1e-7).in(Maybe::isSize, Maybe.SIZE);

  /** Option {@code amsgrad}: false by default. */
  Option<Boolean> AMSGRAD = Option.of("amsgrad", Codecs.BOOLEAN, false);

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
   * Sets how slowly the average of squared gradients forgets.
   *
   * @param beta2 β₂, in [0, 1)
   * @return a changed copy
   * @throws IllegalArgumentException if it is outside [0, 1)
   */
  default S beta2(double beta2) {
    return with(options().with(BETA_2, beta2));
  }

  /**
   * How slowly the average of squared gradients forgets.
   *
   * @return β₂
   */
  default double beta2() {
    return options().get(BETA_2);
  }

  /**
   * Sets what keeps the denominator from zero.
   *
   * @param epsilon ε, finite and at least 0; with 0, elements without gradient become NaN
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative, infinite or NaN
   */
  default S epsilon(double epsilon) {
    return with(options().with(EPSILON, epsilon));
  }

  /**
   * What keeps the denominator from zero.
   *
   * @return ε
   */
  default double epsilon() {
    return options().get(EPSILON);
  }

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
