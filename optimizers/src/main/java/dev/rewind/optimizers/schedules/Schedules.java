package dev.rewind.optimizers.schedules;

import dev.rewind.core.options.Registry;

/** The schedules by their Keras names. */
public final class Schedules {
  /** All schedules of this package. */
  public static final Registry<LearningRateSchedule> REGISTRY =
      Registry.<LearningRateSchedule>of("learning rate schedule")
          .with(ExponentialDecay.PROTOTYPE)
          .with(PiecewiseConstantDecay.PROTOTYPE)
          .with(PolynomialDecay.PROTOTYPE)
          .with(InverseTimeDecay.PROTOTYPE)
          .with(CosineDecay.PROTOTYPE)
          .with(CosineDecayRestarts.PROTOTYPE);

  private Schedules() {}
}
