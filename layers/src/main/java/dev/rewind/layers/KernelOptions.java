package dev.rewind.layers;

import dev.rewind.core.options.WithOptions;
import dev.rewind.layers.constraints.Constraint;
import dev.rewind.layers.initializers.GlorotUniform;
import dev.rewind.layers.initializers.Initializer;
import dev.rewind.layers.regularizers.Regularizer;
import java.util.Objects;
import java.util.Optional;

/**
 * The options of a layer with a kernel, the matrix that the inputs are multiplied with.
 *
 * @param <S> the layer's own type
 */
public interface KernelOptions<S> extends WithOptions<S> {
  /**
   * Options {@code kernel_initializer}, {@code kernel_regularizer} and {@code kernel_constraint}.
   */
  WeightOptions KERNEL = WeightOptions.of("kernel", GlorotUniform.of());

  /**
   * Says how the kernel starts.
   *
   * @param initializer by default {@link GlorotUniform}
   * @return a changed copy
   */
  default S kernelInitializer(Initializer initializer) {
    return with(options().with(KERNEL.initializer(), initializer));
  }

  /**
   * How the kernel starts.
   *
   * @return the initializer
   */
  default Initializer kernelInitializer() {
    return options().get(KERNEL.initializer());
  }

  /**
   * Adds a penalty on the kernel to the loss.
   *
   * @param regularizer the penalty; none by default
   * @return a changed copy
   */
  default S kernelRegularizer(Regularizer regularizer) {
    return with(
        options()
            .with(
                KERNEL.regularizer(),
                Optional.of(Objects.requireNonNull(regularizer, "kernelRegularizer"))));
  }

  /**
   * The penalty on the kernel.
   *
   * @return the regularizer, if any
   */
  default Optional<Regularizer> kernelRegularizer() {
    return options().get(KERNEL.regularizer());
  }

  /**
   * Projects the kernel after each update.
   *
   * @param constraint the projection; none by default
   * @return a changed copy
   */
  default S kernelConstraint(Constraint constraint) {
    return with(
        options()
            .with(
                KERNEL.constraint(),
                Optional.of(Objects.requireNonNull(constraint, "kernelConstraint"))));
  }

  /**
   * What the kernel is projected to after each update.
   *
   * @return the constraint, if any
   */
  default Optional<Constraint> kernelConstraint() {
    return options().get(KERNEL.constraint());
  }
}
