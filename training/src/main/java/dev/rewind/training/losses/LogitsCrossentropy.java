package dev.rewind.training.losses;

import org.ejml.data.DMatrixRMaj;

/**
 * Crossentropy behind a softmax, fused: finite for any finite logits.
 *
 * <pre>
 *   q  = softmax(x)
 *   v  = Σ t ⊙ (log Σ eˣ − x)
 *   dx = dv · (q · Σ t − t)
 * </pre>
 *
 * @param targets how t is read from the targets
 */
record LogitsCrossentropy(ClassTargets targets) implements RowLossOp {
  @Override
  public double value(DMatrixRMaj logits, DMatrixRMaj y, int row) {
    if (!targets.counts(y, row)) {
      return 0;
    }
    double largest = largest(logits, row);
    double logSum = StrictMath.log(sumOfExp(logits, row, largest));
    double value = 0;
    for (int j = 0; j < logits.numCols; j++) {
      double t = targets.probability(y, row, j, logits.numCols);
      value += t * (largest - logits.unsafe_get(row, j) + logSum);
    }
    return value;
  }

  @Override
  public void addGradient(double dv, DMatrixRMaj logits, DMatrixRMaj y, int row, DMatrixRMaj dx) {
    if (!targets.counts(y, row)) {
      return;
    }
    double sumOfTargets = 0;
    for (int j = 0; j < logits.numCols; j++) {
      sumOfTargets += targets.probability(y, row, j, logits.numCols);
    }
    double largest = largest(logits, row);
    double scale = sumOfTargets / sumOfExp(logits, row, largest);
    for (int j = 0; j < logits.numCols; j++) {
      double t = targets.probability(y, row, j, logits.numCols);
      dx.add(row, j, dv * (scale * StrictMath.exp(logits.unsafe_get(row, j) - largest) - t));
    }
  }

  private static double largest(DMatrixRMaj logits, int row) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < logits.numCols; j++) {
      largest = Math.max(largest, logits.unsafe_get(row, j));
    }
    return largest;
  }

  private static double sumOfExp(DMatrixRMaj logits, int row, double largest) {
    double sum = 0;
    for (int j = 0; j < logits.numCols; j++) {
      sum += StrictMath.exp(logits.unsafe_get(row, j) - largest);
    }
    return sum;
  }
}
