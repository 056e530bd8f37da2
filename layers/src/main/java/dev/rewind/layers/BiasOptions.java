package dev.rewind.layers;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.WithOptions;
import dev.rewind.layers.constraints.Constraint;
import dev.rewind.layers.initializers.Initializer;
import dev.rewind.layers.initializers.Zeros;
import dev.rewind.layers.regularizers.Regularizer;
import java.util.Objects;
import java.util.Optional;

/**
 * The options of a layer with a bias.
 *
 * @param <S> the layer's own type
 */
public interface BiasOptions<S> extends WithOptions<S> {
  /** Option {@code use_bias}. */
  Option<Boolean> USE_BIAS = Option.of("use_bias", Codecs.BOOLEAN, true);

  /** Options {@code bias_initializer}, {@code bias_regularizer} and {@code bias_constraint}. */
  WeightOptions BIAS = WeightOptions.of("bias", Zeros.of());

  /**
   * Says how the bias starts.
   *
   * @param initializer by default {@link Zeros}
   * @return a changed copy
   */
  default S biasInitializer(Initializer initializer) {
    return with(options().with(BIAS.initializer(), initializer));
  }

  /**
   * How the bias starts.
   *
   * @return the initializer
   */
  default Initializer biasInitializer() {
    return options().get(BIAS.initializer());
  }

  /**
   * Adds a penalty on the bias to the loss.
   *
   * @param regularizer the penalty; none by default
   * @return a changed copy
   */
  default S biasRegularizer(Regularizer regularizer) {
    return with(
        options()
            .with(
                BIAS.regularizer(),
                Optional.of(Objects.requireNonNull(regularizer, "biasRegularizer"))));
  }

  /**
   * The penalty on the bias.
   *
   * @return the regularizer, if any
   */
  default Optional<Regularizer> biasRegularizer() {
    return options().get(BIAS.regularizer());
  }

  /**
   * Projects the bias after each update.
   *
   * @param constraint the projection; none by default
   * @return a changed copy
   */
  default S biasConstraint(Constraint constraint) {
    return with(
        options()
            .with(
                BIAS.constraint(),
                Optional.of(Objects.requireNonNull(constraint, "biasConstraint"))));
  }

  /**
   * What the bias is projected to after each update.
   *
   * @return the constraint, if any
   */
  default Optional<Constraint> biasConstraint() {
    return options().get(BIAS.constraint());
  }

  /**
   * Says whether there is a bias.
   *
   * @param useBias true by default
   * @return a changed copy
   */
  default S useBias(boolean useBias) {
    return with(options().with(USE_BIAS, useBias));
  }

  /**
   * Whether there is a bias.
   *
   * @return true by default
   */
  default boolean useBias() {
    return options().get(USE_BIAS);
  }
}
