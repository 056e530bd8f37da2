package dev.rewind.training.metrics;

import dev.rewind.training.losses.SampleWeights;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;

/** Counts of answers above thresholds in the batches so far, and what is made of them. */
record ConfusionState(
    Metric metric,
    ConfusionCounts counts,
    Optional<Integer> topK,
    Optional<Integer> classId,
    Function<ConfusionCounts, double[]> finish)
    implements TotalsState {
  private static final double DEFAULT = 0.5;

  /** What all of the k largest exceed. */
  private static final double LOWEST = -1e10;

  static ConfusionState of(ThresholdOptions<?> metric, Function<ConfusionCounts, double[]> finish) {
    return new ConfusionState(
        metric, counts(metric, DEFAULT), Optional.empty(), Optional.empty(), finish);
  }

  static ConfusionState ofTopClasses(
      TopClassOptions<?> metric, Function<ConfusionCounts, double[]> finish) {
    double otherwise = metric.topK().isPresent() ? LOWEST : DEFAULT;
    return new ConfusionState(
        metric, counts(metric, otherwise), metric.topK(), metric.classId(), finish);
  }

  private static ConfusionCounts counts(ThresholdOptions<?> metric, double otherwise) {
    Thresholds thresholds = Thresholds.of(metric.thresholds().orElse(List.of(otherwise)));
    return ConfusionCounts.of(metric.name(), thresholds, 1);
  }

  @Override
  public Totals totals() {
    return counts.totals();
  }

  @Override
  public void add(DMatrixRMaj targets, DMatrixRMaj predictions, SampleWeights weights) {
    int from = classId.orElse(0);
    int to = classId.map(id -> id + 1).orElse(predictions.numCols);
    for (int row = 0; row < predictions.numRows; row++) {
      int current = row;
      Optional<boolean[]> best = topK.map(k -> TopK.columns(predictions, current, k));
      double weight = weights.weight(row);
      for (int column = from; column < to; column++) {
        boolean isOut = best.isPresent() && !best.get()[column];
        double p = isOut ? Double.NEGATIVE_INFINITY : predictions.get(row, column);
        counts.add(0, targets.get(row, column), p, weight);
      }
    }
  }

  @Override
  public double[] results() {
    return finish.apply(counts);
  }
}
