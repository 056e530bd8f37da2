package dev.rewind.training.metrics;

import dev.rewind.training.losses.SampleWeights;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/** The coefficient of determination of the batches so far. */
record R2State(R2Score metric, Totals totals) implements TotalsState {
  private static final int SUM = 0;
  private static final int SQUARES = 1;
  private static final int ERRORS = 2;
  private static final int WEIGHTS = 3;
  private static final int ROWS = 4;
  private static final int PER_COLUMN = 5;

  static R2State of(R2Score metric) {
    return new R2State(metric, Totals.ofAnyColumns(metric.name(), PER_COLUMN));
  }

  @Override
  public void add(DMatrixRMaj targets, DMatrixRMaj predictions, SampleWeights weights) {
    for (int row = 0; row < targets.numRows; row++) {
      double w = weights.weight(row);
      for (int column = 0; column < targets.numCols; column++) {
        double t = targets.get(row, column);
        double error = t - predictions.get(row, column);
        totals.add(column, SUM, w * t);
        totals.add(column, SQUARES, w * t * t);
        totals.add(column, ERRORS, w * error * error);
        totals.add(column, WEIGHTS, w);
        totals.add(column, ROWS, 1);
      }
    }
  }

  @Override
  public double[] results() {
    double[] scores = new double[totals.columns()];
    double weighted = 0;
    double all = 0;
    for (int column = 0; column < scores.length; column++) {
      double variation = variation(column);
      double score = 1 - totals.get(column, ERRORS) / variation;
      scores[column] = Double.isInfinite(score) ? 0 : score;
      weighted += variation * scores[column];
      all += variation;
    }
    double[] results =
        switch (metric.classAggregation()) {
          case NONE -> scores;
          case UNIFORM_AVERAGE -> new double[] {Arrays.stream(scores).average().orElse(0)};
          case VARIANCE_WEIGHTED_AVERAGE -> new double[] {scores.length == 0 ? 0 : weighted / all};
        };
    return Arrays.stream(results).map(this::adjusted).toArray();
  }

  private double variation(int column) {
    double sum = totals.get(column, SUM);
    return totals.get(column, SQUARES) - sum * (sum / totals.get(column, WEIGHTS));
  }

  private double adjusted(double score) {
    int regressors = metric.numRegressors();
    double elements = totals.columns() == 0 ? 0 : totals.get(0, ROWS) * totals.columns();
    return regressors == 0 || regressors >= elements - 1
        ? score
        : 1 - (1 - score) * (elements - 1) / (elements - regressors - 1);
  }
}
