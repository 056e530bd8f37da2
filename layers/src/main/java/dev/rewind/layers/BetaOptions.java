package dev.rewind.layers;

import dev.rewind.core.options.WithOptions;
import dev.rewind.layers.constraints.Constraint;
import dev.rewind.layers.initializers.Initializer;
import dev.rewind.layers.initializers.Zeros;
import dev.rewind.layers.regularizers.Regularizer;
import java.util.Objects;
import java.util.Optional;

/**
 * The options of a layer with a beta, what is added to normalised values.
 *
 * @param <S> the layer's own type
 */
public interface BetaOptions<S> extends WithOptions<S> {
  /** Options {@code beta_initializer}, {@code beta_regularizer} and {@code beta_constraint}. */
  WeightOptions BETA = WeightOptions.of("beta", Zeros.of());

  /**
   * Says how the beta starts.
   *
   * @param initializer by default {@link Zeros}
   * @return a changed copy
   */
  default S betaInitializer(Initializer initializer) {
    return with(options().with(BETA.initializer(), initializer));
  }

  /**
   * How the beta starts.
   *
   * @return the initializer
   */
  default Initializer betaInitializer() {
    return options().get(BETA.initializer());
  }

  /**
   * Adds a penalty on the beta to the loss.
   *
   * @param regularizer the penalty; none by default
   * @return a changed copy
   */
  default S betaRegularizer(Regularizer regularizer) {
    return with(
        options()
            .with(
                BETA.regularizer(),
                Optional.of(Objects.requireNonNull(regularizer, "betaRegularizer"))));
  }

  /**
   * The penalty on the beta.
   *
   * @return the regularizer, if any
   */
  default Optional<Regularizer> betaRegularizer() {
    return options().get(BETA.regularizer());
  }

  /**
   * Projects the beta after each update.
   *
   * @param constraint the projection; none by default
   * @return a changed copy
   */
  default S betaConstraint(Constraint constraint) {
    return with(
        options()
            .with(
                BETA.constraint(),
                Optional.of(Objects.requireNonNull(constraint, "betaConstraint"))));
  }

  /**
   * What the beta is projected to after each update.
   *
   * @return the constraint, if any
   */
  default Optional<Constraint> betaConstraint() {
    return options().get(BETA.constraint());
  }
}
