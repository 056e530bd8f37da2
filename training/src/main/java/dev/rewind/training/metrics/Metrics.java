package dev.rewind.training.metrics;

import dev.rewind.core.options.Registry;
import dev.rewind.training.losses.BinaryCrossentropy;
import dev.rewind.training.losses.CategoricalCrossentropy;
import dev.rewind.training.losses.CategoricalHinge;
import dev.rewind.training.losses.Hinge;
import dev.rewind.training.losses.KLDivergence;
import dev.rewind.training.losses.MeanAbsoluteError;
import dev.rewind.training.losses.MeanAbsolutePercentageError;
import dev.rewind.training.losses.MeanSquaredError;
import dev.rewind.training.losses.MeanSquaredLogarithmicError;
import dev.rewind.training.losses.Poisson;
import dev.rewind.training.losses.SparseCategoricalCrossentropy;
import dev.rewind.training.losses.SquaredHinge;

/** The metrics by their Keras names, and the one that needs no choice. */
public final class Metrics {
  /**
   * All metrics; a user's own is added by {@link Registry#with}. The word {@code "accuracy"} is
   * {@link #accuracy}, the class name {@code "Accuracy"} is {@link Accuracy}.
   */
  public static final Registry<Metric> REGISTRY =
      Registry.<Metric>of("metric")
          .with(Accuracy.of())
          .with(accuracy(), "acc")
          .with(BinaryAccuracy.of())
          .with(CategoricalAccuracy.of())
          .with(SparseCategoricalAccuracy.of())
          .with(TopKCategoricalAccuracy.of())
          .with(SparseTopKCategoricalAccuracy.of())
          .with(Precision.of())
          .with(Recall.of())
          .with(TruePositives.of())
          .with(TrueNegatives.of())
          .with(FalsePositives.of())
          .with(FalseNegatives.of())
          .with(F1Score.of())
          .with(FBetaScore.of())
          .with(AUC.of())
          .with(RootMeanSquaredError.of())
          .with(R2Score.of())
          .with(Mean.of())
          .with(Sum.of())
          .with(Perplexity.of())
          .with(LossMetric.of(MeanSquaredError.of()), "mse", "MSE")
          .with(LossMetric.of(MeanAbsoluteError.of()), "mae", "MAE")
          .with(LossMetric.of(BinaryCrossentropy.of()), "bce", "BCE")
          .with(LossMetric.of(CategoricalCrossentropy.of()))
          .with(LossMetric.of(SparseCategoricalCrossentropy.of()))
          .with(LossMetric.of(MeanAbsolutePercentageError.of()), "mape", "MAPE")
          .with(LossMetric.of(MeanSquaredLogarithmicError.of()), "msle", "MSLE")
          .with(LogCoshError.of())
          .with(CosineSimilarity.of())
          .with(LossMetric.of(KLDivergence.of()))
          .with(LossMetric.of(Poisson.of()))
          .with(LossMetric.of(Hinge.of()))
          .with(LossMetric.of(SquaredHinge.of()))
          .with(LossMetric.of(CategoricalHinge.of()));

  private Metrics() {}

  /**
   * The accuracy that fits the shapes, as Keras chooses it for the word {@code "accuracy"}.
   *
   * <pre>
   *   predictions [rows, 1]                      {@link BinaryAccuracy}
   *   predictions [rows, k], targets [rows, 1]   {@link SparseCategoricalAccuracy}
   *   predictions [rows, k], targets [rows, k]   {@link CategoricalAccuracy}
   * </pre>
   *
   * <p>The loss plays no part: several yes-or-no columns need {@link BinaryAccuracy} by name.
   *
   * @return a metric named {@code "accuracy"}
   */
  public static Metric accuracy() {
    return AutomaticAccuracy.of();
  }
}
