package dev.rewind.training.losses;

import dev.rewind.core.options.Registry;

/** The losses by their Keras names. */
public final class Losses {
  /** All losses; a user's own is added by {@link Registry#with}. */
  public static final Registry<Loss> REGISTRY =
      Registry.<Loss>of("loss")
          .with(MeanSquaredError.of(), "mse", "MSE")
          .with(MeanAbsoluteError.of(), "mae", "MAE")
          .with(BinaryCrossentropy.of(), "bce", "BCE")
          .with(CategoricalCrossentropy.of())
          .with(SparseCategoricalCrossentropy.of());

  private Losses() {}
}
