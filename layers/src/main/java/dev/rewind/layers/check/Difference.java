package dev.rewind.layers.check;

import dev.rewind.core.Shape;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;

/** Where two matrices differ, in words. */
final class Difference {
  /** For the same sums in another order. */
  static final double ROUNDING = 1e-12;

  private Difference() {}

  /** Where they differ at all. */
  static Optional<String> exact(DMatrixRMaj actual, DMatrixRMaj expected) {
    return beyond(0, actual, expected);
  }

  /** Where they differ by more than rounding, relative to the largest element. */
  static Optional<String> rounded(DMatrixRMaj actual, DMatrixRMaj expected) {
    return beyond(ROUNDING, actual, expected);
  }

  private static Optional<String> beyond(
      double tolerance, DMatrixRMaj actual, DMatrixRMaj expected) {
    Shape shape = Shape.of(expected);
    if (!Shape.of(actual).equals(shape)) {
      return Optional.of(" has shape " + Shape.of(actual) + "; expected " + shape + ".");
    }
    double largest = expected.getNumElements() == 0 ? 0 : CommonOps_DDRM.elementMaxAbs(expected);
    double allowed = tolerance * largest;
    for (int row = 0; row < shape.rows(); row++) {
      for (int column = 0; column < shape.columns(); column++) {
        double a = actual.get(row, column);
        double e = expected.get(row, column);
        if (!(Math.abs(a - e) <= allowed)) {
          return Optional.of("[" + row + ", " + column + "] is " + a + "; expected " + e + ".");
        }
      }
    }
    return Optional.empty();
  }

  static void requireFinite(String what, DMatrixRMaj matrix) {
    Breach.unless(
        !MatrixFeatures_DDRM.hasUncountable(matrix),
        what + " has numbers that are not finite: sum " + CommonOps_DDRM.elementSum(matrix) + ".");
  }
}
