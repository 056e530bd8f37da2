package dev.rewind.training.losses;

import org.ejml.data.DMatrixRMaj;

/**
 * The mean over the columns of a function of one target and one prediction: give {@code f} and its
 * derivative.
 *
 * <pre>
 *   y  = 1/k · Σ f(t, p)
 *   dp = dy / k · df(t, p)
 * </pre>
 */
interface ElementwiseLossOp extends RowLossOp {

  /** The function of a target {@code t} and a prediction {@code p}. */
  double f(double t, double p);

  /** Its derivative by the prediction. */
  double df(double t, double p);

  @Override
  default double value(DMatrixRMaj predictions, DMatrixRMaj targets, int row) {
    double sum = 0;
    for (int j = 0; j < predictions.numCols; j++) {
      sum += f(targets.unsafe_get(row, j), predictions.unsafe_get(row, j));
    }
    return sum / predictions.numCols;
  }

  @Override
  default void addGradient(
      double dy, DMatrixRMaj predictions, DMatrixRMaj targets, int row, DMatrixRMaj dPredictions) {
    double share = dy / predictions.numCols;
    for (int j = 0; j < predictions.numCols; j++) {
      double slope = df(targets.unsafe_get(row, j), predictions.unsafe_get(row, j));
      dPredictions.add(row, j, share * slope);
    }
  }
}
