package dev.rewind.training.losses;

import org.ejml.data.DMatrixRMaj;

/**
 * Crossentropy of probabilities, which are divided by their sum and then clipped.
 *
 * <pre>
 *   q  = p / Σ p
 *   v  = −Σ t ⊙ log(clip(q))
 *   g  = −t / q, 0 where q is clipped
 *   dp = dv · (g − Σ g ⊙ q) / Σ p
 * </pre>
 *
 * @param targets how t is read from the targets
 */
record ProbabilityCrossentropy(ClassTargets targets) implements RowLossOp {
  @Override
  public double value(DMatrixRMaj p, DMatrixRMaj y, int row) {
    if (!targets.counts(y, row)) {
      return 0;
    }
    double sum = sum(p, row);
    double value = 0;
    for (int j = 0; j < p.numCols; j++) {
      double q = p.unsafe_get(row, j) / sum;
      value -= targets.probability(y, row, j, p.numCols) * StrictMath.log(Probabilities.clip(q));
    }
    return value;
  }

  @Override
  public void addGradient(double dv, DMatrixRMaj p, DMatrixRMaj y, int row, DMatrixRMaj dp) {
    if (!targets.counts(y, row)) {
      return;
    }
    double sum = sum(p, row);
    double gq = 0;
    for (int j = 0; j < p.numCols; j++) {
      double q = p.unsafe_get(row, j) / sum;
      gq += slope(y, row, j, p.numCols, q) * q;
    }
    for (int j = 0; j < p.numCols; j++) {
      double q = p.unsafe_get(row, j) / sum;
      dp.add(row, j, dv * (slope(y, row, j, p.numCols, q) - gq) / sum);
    }
  }

  private double slope(DMatrixRMaj y, int row, int column, int classes, double q) {
    return Probabilities.isInside(q) ? -targets.probability(y, row, column, classes) / q : 0;
  }

  private static double sum(DMatrixRMaj p, int row) {
    double sum = 0;
    for (int j = 0; j < p.numCols; j++) {
      sum += p.unsafe_get(row, j);
    }
    return sum;
  }
}
