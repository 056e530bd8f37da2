package dev.rewind.layers.rnn;

import dev.rewind.core.options.WithOptions;
import dev.rewind.layers.WeightOptions;
import dev.rewind.layers.constraints.Constraint;
import dev.rewind.layers.initializers.Initializer;
import dev.rewind.layers.initializers.Orthogonal;
import dev.rewind.layers.regularizers.Regularizer;
import java.util.Objects;
import java.util.Optional;

/**
 * The options of a layer with a recurrent kernel, the matrix that the previous state is multiplied
 * with.
 *
 * @param <S> the layer's own type
 */
public interface RecurrentKernelOptions<S> extends WithOptions<S> {
  /**
   * Options {@code recurrent_initializer}, {@code recurrent_regularizer} and {@code
   * recurrent_constraint}.
   */
  WeightOptions RECURRENT = WeightOptions.of("recurrent", Orthogonal.of());

  /**
   * Says how the recurrent kernel starts.
   *
   * @param initializer by default {@link Orthogonal}
   * @return a changed copy
   */
  default S recurrentInitializer(Initializer initializer) {
    return with(options().with(RECURRENT.initializer(), initializer));
  }

  /**
   * How the recurrent kernel starts.
   *
   * @return the initializer
   */
  default Initializer recurrentInitializer() {
    return options().get(RECURRENT.initializer());
  }

  /**
   * Adds a penalty on the recurrent kernel to the loss.
   *
   * @param regularizer the penalty; none by default
   * @return a changed copy
   */
  default S recurrentRegularizer(Regularizer regularizer) {
    return with(
        options()
            .with(
                RECURRENT.regularizer(),
                Optional.of(Objects.requireNonNull(regularizer, "recurrentRegularizer"))));
  }

  /**
   * The penalty on the recurrent kernel.
   *
   * @return the regularizer, if any
   */
  default Optional<Regularizer> recurrentRegularizer() {
    return options().get(RECURRENT.regularizer());
  }

  /**
   * Projects the recurrent kernel after each update.
   *
   * @param constraint the projection; none by default
   * @return a changed copy
   */
  default S recurrentConstraint(Constraint constraint) {
    return with(
        options()
            .with(
                RECURRENT.constraint(),
                Optional.of(Objects.requireNonNull(constraint, "recurrentConstraint"))));
  }

  /**
   * What the recurrent kernel is projected to after each update.
   *
   * @return the constraint, if any
   */
  default Optional<Constraint> recurrentConstraint() {
    return options().get(RECURRENT.constraint());
  }
}
