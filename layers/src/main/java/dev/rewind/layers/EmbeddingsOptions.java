package dev.rewind.layers;

import dev.rewind.core.options.WithOptions;
import dev.rewind.layers.constraints.Constraint;
import dev.rewind.layers.initializers.Initializer;
import dev.rewind.layers.initializers.RandomUniform;
import dev.rewind.layers.regularizers.Regularizer;
import java.util.Objects;
import java.util.Optional;

/**
 * The options of a layer with embeddings, a matrix with one row per number.
 *
 * @param <S> the layer's own type
 */
public interface EmbeddingsOptions<S> extends WithOptions<S> {
  /**
   * Options {@code embeddings_initializer}, {@code embeddings_regularizer} and {@code
   * embeddings_constraint}.
   */
  WeightOptions EMBEDDINGS = WeightOptions.of("embeddings", RandomUniform.of());

  /**
   * Says how the embeddings start.
   *
   * @param initializer by default {@link RandomUniform} in [−0.05, 0.05)
   * @return a changed copy
   */
  default S embeddingsInitializer(Initializer initializer) {
    return with(options().with(EMBEDDINGS.initializer(), initializer));
  }

  /**
   * How the embeddings start.
   *
   * @return the initializer
   */
  default Initializer embeddingsInitializer() {
    return options().get(EMBEDDINGS.initializer());
  }

  /**
   * Adds a penalty on the embeddings to the loss.
   *
   * @param regularizer the penalty; none by default
   * @return a changed copy
   */
  default S embeddingsRegularizer(Regularizer regularizer) {
    return with(
        options()
            .with(
                EMBEDDINGS.regularizer(),
                Optional.of(Objects.requireNonNull(regularizer, "embeddingsRegularizer"))));
  }

  /**
   * The penalty on the embeddings.
   *
   * @return the regularizer, if any
   */
  default Optional<Regularizer> embeddingsRegularizer() {
    return options().get(EMBEDDINGS.regularizer());
  }

  /**
   * Projects the embeddings after each update.
   *
   * @param constraint the projection; none by default
   * @return a changed copy
   */
  default S embeddingsConstraint(Constraint constraint) {
    return with(
        options()
            .with(
                EMBEDDINGS.constraint(),
                Optional.of(Objects.requireNonNull(constraint, "embeddingsConstraint"))));
  }

  /**
   * What the embeddings are projected to after each update.
   *
   * @return the constraint, if any
   */
  default Optional<Constraint> embeddingsConstraint() {
    return options().get(EMBEDDINGS.constraint());
  }
}
