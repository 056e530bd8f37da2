package dev.rewind.training.metrics;

import dev.rewind.core.KerasEpsilon;
import dev.rewind.training.losses.SampleWeights;
import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/** The F-score of the batches so far. */
record FScoreState(FScoreOptions<?> metric, double beta, Totals totals) implements TotalsState {
  private static final int TRUE_POSITIVES = 0;
  private static final int FALSE_POSITIVES = 1;
  private static final int FALSE_NEGATIVES = 2;
  private static final int SUPPORT = 3;
  private static final int PER_CLASS = 4;

  /** What is not more than this is 0 and never a prediction, even if it is the largest. */
  private static final double ZERO = 1e-9;

  static FScoreState of(FScoreOptions<?> metric, double beta) {
    Totals totals =
        metric.average() == Average.MICRO
            ? Totals.of(metric.name(), PER_CLASS, 1)
            : Totals.ofAnyColumns(metric.name(), PER_CLASS);
    return new FScoreState(metric, beta, totals);
  }

  @Override
  public void add(DMatrixRMaj targets, DMatrixRMaj predictions, SampleWeights weights) {
    boolean together = metric.average() == Average.MICRO;
    Optional<Double> threshold = metric.threshold();
    for (int row = 0; row < predictions.numRows; row++) {
      double largest = predictions.get(row, AccuracyMetric.argmax(predictions, row));
      double w = weights.weight(row);
      for (int column = 0; column < predictions.numCols; column++) {
        int at = together ? 0 : column;
        double t = targets.get(row, column);
        double p = predictions.get(row, column);
        boolean taken =
            threshold.isPresent() ? p > threshold.get() : p >= largest && Math.abs(p) > ZERO;
        double y = taken ? 1 : 0;
        totals.add(at, TRUE_POSITIVES, w * y * t);
        totals.add(at, FALSE_POSITIVES, w * y * (1 - t));
        totals.add(at, FALSE_NEGATIVES, w * (1 - y) * t);
        totals.add(at, SUPPORT, w * t);
      }
    }
  }

  @Override
  public double[] results() {
    double[] scores = new double[totals.columns()];
    double weighted = 0;
    double support = 0;
    for (int column = 0; column < scores.length; column++) {
      scores[column] = score(column);
      weighted += scores[column] * totals.get(column, SUPPORT);
      support += totals.get(column, SUPPORT);
    }
    return switch (metric.average()) {
      case NONE, MICRO -> scores;
      case MACRO -> new double[] {Arrays.stream(scores).average().orElse(0)};
      case WEIGHTED -> new double[] {weighted / (support + KerasEpsilon.VALUE)};
    };
  }

  private double score(int column) {
    double hits = totals.get(column, TRUE_POSITIVES);
    double precision = hits / (hits + totals.get(column, FALSE_POSITIVES) + KerasEpsilon.VALUE);
    double recall = hits / (hits + totals.get(column, FALSE_NEGATIVES) + KerasEpsilon.VALUE);
    double sum = beta * beta * precision + recall + KerasEpsilon.VALUE;
    return precision * recall / sum * (1 + beta * beta);
  }
}
