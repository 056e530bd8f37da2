package dev.rewind.optimizers.schedules;

import dev.rewind.core.options.Registry;

/** The schedules by their Keras names. */
public final class Schedules {
  /** All schedules of this package. */
  public static final Registry<LearningRateSchedule> REGISTRY =
      Registry.of("learning rate schedule");

  private Schedules() {}
}
