package dev.rewind.training.losses;

import dev.rewind.core.options.Registry;

/** The losses by their Keras names. */
public final class Losses {
  /**
   * All losses; a user's own is added by {@link Registry#with}. The names of tf.keras that Keras 3
   * has no more ({@code "logcosh"}, {@code "huber_loss"}, {@code "kullback_leibler_divergence"})
   * are known too.
   */
  public static final Registry<Loss> REGISTRY =
      Registry.<Loss>of("loss")
          .with(MeanSquaredError.of(), "mse", "MSE")
          .with(MeanAbsoluteError.of(), "mae", "MAE")
          .with(MeanAbsolutePercentageError.of(), "mape", "MAPE")
          .with(MeanSquaredLogarithmicError.of(), "msle", "MSLE")
          .with(Huber.of(), "huber_loss")
          .with(LogCosh.of(), "logcosh")
          .with(CosineSimilarity.of())
          .with(BinaryCrossentropy.of(), "bce", "BCE")
          .with(BinaryFocalCrossentropy.of())
          .with(CategoricalCrossentropy.of())
          .with(CategoricalFocalCrossentropy.of())
          .with(SparseCategoricalCrossentropy.of())
          .with(KLDivergence.of(), "kld", "KLD", "kullback_leibler_divergence")
          .with(Poisson.of())
          .with(Hinge.of())
          .with(SquaredHinge.of())
          .with(CategoricalHinge.of())
          .with(CTC.of());

  private Losses() {}
}
