package dev.rewind.optimizers;

import dev.rewind.autograd.Parameter;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.options.Configured;
import java.util.List;
import java.util.Optional;

/**
 * The description of an optimizer: an immutable value with Keras' options, without state.
 *
 * <pre>{@code
 * OptimizerConfig config = Adam.of().learningRate(5e-3).clipnorm(1.0);
 * Optimizer optimizer = config.build(parameters);
 * }</pre>
 *
 * <p>An optimizer of your own is a record that implements this and {@link OptimizerOptions}, with
 * options made by {@link OptimizerOptions#declare}.
 */
public interface OptimizerConfig extends Configured<OptimizerConfig> {

  /** {@code keras.optimizers}. */
  @Override
  default Optional<String> module() {
    return Optional.of("keras.optimizers");
  }

  /**
   * The equation.
   *
   * @return the rule with this configuration's values
   */
  UpdateRule rule();

  /**
   * Makes the state, at step 0.
   *
   * @param parameters what the optimizer will change, each once
   * @return an optimizer of these parameters
   * @throws IllegalArgumentException if there are no parameters, or one twice, or if an exclusion
   *     from weight decay excludes none of them
   */
  default Optimizer build(List<Parameter> parameters) {
    return build(parameters, Kernels.preferred());
  }

  /**
   * Makes the state, at step 0.
   *
   * @param parameters what the optimizer will change, each once
   * @param kernels what to compute with
   * @return an optimizer of these parameters
   * @throws IllegalArgumentException if there are no parameters, or one twice, or if an exclusion
   *     from weight decay excludes none of them
   */
  default Optimizer build(List<Parameter> parameters, Kernels kernels) {
    return new Optimizer(this, parameters, kernels);
  }
}
