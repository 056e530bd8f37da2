package dev.rewind.layers;

import dev.rewind.core.options.WithOptions;
import dev.rewind.layers.constraints.Constraint;
import dev.rewind.layers.initializers.Initializer;
import dev.rewind.layers.initializers.Ones;
import dev.rewind.layers.regularizers.Regularizer;
import java.util.Objects;
import java.util.Optional;

/**
 * The options of a layer with a gamma, what normalised values are multiplied with.
 *
 * @param <S> the layer's own type
 */
public interface GammaOptions<S> extends WithOptions<S> {
  /** Options {@code gamma_initializer}, {@code gamma_regularizer} and {@code gamma_constraint}. */
  WeightOptions GAMMA = WeightOptions.of("gamma", Ones.of());

  /**
   * Says how the gamma starts.
   *
   * @param initializer by default {@link Ones}
   * @return a changed copy
   */
  default S gammaInitializer(Initializer initializer) {
    return with(options().with(GAMMA.initializer(), initializer));
  }

  /**
   * How the gamma starts.
   *
   * @return the initializer
   */
  default Initializer gammaInitializer() {
    return options().get(GAMMA.initializer());
  }

  /**
   * Adds a penalty on the gamma to the loss.
   *
   * @param regularizer the penalty; none by default
   * @return a changed copy
   */
  default S gammaRegularizer(Regularizer regularizer) {
    return with(
        options()
            .with(
                GAMMA.regularizer(),
                Optional.of(Objects.requireNonNull(regularizer, "gammaRegularizer"))));
  }

  /**
   * The penalty on the gamma.
   *
   * @return the regularizer, if any
   */
  default Optional<Regularizer> gammaRegularizer() {
    return options().get(GAMMA.regularizer());
  }

  /**
   * Projects the gamma after each update.
   *
   * @param constraint the projection; none by default
   * @return a changed copy
   */
  default S gammaConstraint(Constraint constraint) {
    return with(
        options()
            .with(
                GAMMA.constraint(),
                Optional.of(Objects.requireNonNull(constraint, "gammaConstraint"))));
  }

  /**
   * What the gamma is projected to after each update.
   *
   * @return the constraint, if any
   */
  default Optional<Constraint> gammaConstraint() {
    return options().get(GAMMA.constraint());
  }
}
