package dev.rewind.optimizers;

import dev.rewind.core.options.Registry;

/** The optimizers by their Keras names, such as {@code "RMSprop"} or {@code "rmsprop"}. */
public final class Optimizers {
  /** All optimizers of this package. */
  public static final Registry<OptimizerConfig> REGISTRY =
      Registry.<OptimizerConfig>of("optimizer")
          .with(SGD.of())
          .with(RMSprop.of(), "rmsprop")
          .with(Adam.of())
          .with(AdamW.of(), "adamw")
          .with(Nadam.of())
          .with(Adamax.of())
          .with(Adagrad.of())
          .with(Adadelta.of())
          .with(Ftrl.of())
          .with(Lion.of())
          .with(Lamb.of());

  private Optimizers() {}
}
