package dev.rewind.optimizers.schedules;

import dev.rewind.core.options.Configured;
import java.util.Optional;

/**
 * A learning rate that depends on the step. A schedule of your own is a record over {@link
 * dev.rewind.core.options.Options}, as those of this package are.
 *
 * <p>With {@code gradientAccumulationSteps} the steps counted are all applications of the
 * optimizer, not only those that change parameters.
 */
public non-sealed interface LearningRateSchedule
    extends LearningRate, Configured<LearningRateSchedule> {
  /** {@code keras.optimizers.schedules}. */
  @Override
  default Optional<String> module() {
    return Optional.of("keras.optimizers.schedules");
  }
}
