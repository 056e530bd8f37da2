package dev.rewind.training.losses;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Focal crossentropy of one class out of several.
 *
 * <pre>
 *   q  = p / Σ p, or softmax(x)
 *   v  = −Σ α · (1 − q)^γ · t · log(q)                        q clipped
 *   g  = α · t · (γ · (1 − q)^(γ−1) · log(q) − (1 − q)^γ / q), 0 where q is clipped
 *   dp = dv · (g − Σ g ⊙ q) / Σ p
 *   dx = dv · (g − Σ g ⊙ q) ⊙ q
 * </pre>
 *
 * @param alpha one number for all classes, or one for each
 * @param gamma the power of the factor
 * @param smoothing how far targets are moved towards equal probabilities
 * @param fromLogits whether q is a softmax
 */
record FocalCrossentropy(List<Double> alpha, double gamma, double smoothing, boolean fromLogits)
    implements RowLossOp {
  @Override
  public double value(DMatrixRMaj x, DMatrixRMaj y, int row) {
    double largest = largest(x, row);
    double sum = sum(x, row, largest);
    double value = 0;
    for (int j = 0; j < x.numCols; j++) {
      double q = Probabilities.clip(part(x, row, j, largest) / sum);
      value -= weight(y, row, j) * StrictMath.pow(1 - q, gamma) * StrictMath.log(q);
    }
    return value;
  }

  @Override
  public void addGradient(double dv, DMatrixRMaj x, DMatrixRMaj y, int row, DMatrixRMaj dx) {
    double largest = largest(x, row);
    double sum = sum(x, row, largest);
    double gq = 0;
    for (int j = 0; j < x.numCols; j++) {
      double q = part(x, row, j, largest) / sum;
      gq += slope(y, row, j, q) * q;
    }
    for (int j = 0; j < x.numCols; j++) {
      double q = part(x, row, j, largest) / sum;
      dx.add(row, j, dv * (slope(y, row, j, q) - gq) * (fromLogits ? q : 1 / sum));
    }
  }

  private double slope(DMatrixRMaj y, int row, int column, double q) {
    if (!Probabilities.isInside(q)) {
      return 0;
    }
    double factor = StrictMath.pow(1 - q, gamma);
    return weight(y, row, column) * factor * (gamma * StrictMath.log(q) / (1 - q) - 1 / q);
  }

  /** {@code α·t}. */
  private double weight(DMatrixRMaj y, int row, int column) {
    double t = y.unsafe_get(row, column) * (1 - smoothing) + smoothing / y.numCols;
    return alpha.get(alpha.size() == 1 ? 0 : column) * t;
  }

  private double part(DMatrixRMaj x, int row, int column, double largest) {
    double one = x.unsafe_get(row, column);
    return fromLogits ? StrictMath.exp(one - largest) : one;
  }

  private double sum(DMatrixRMaj x, int row, double largest) {
    double sum = 0;
    for (int j = 0; j < x.numCols; j++) {
      sum += part(x, row, j, largest);
    }
    return sum;
  }

  private static double largest(DMatrixRMaj x, int row) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < x.numCols; j++) {
      largest = Math.max(largest, x.unsafe_get(row, j));
    }
    return largest;
  }
}
