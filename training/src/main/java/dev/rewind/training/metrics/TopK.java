package dev.rewind.training.metrics;

import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/** The k largest elements of a row. */
final class TopK {
  private TopK() {}

  /** Requires predictions with k columns or more. */
  static void checkColumns(String who, String option, int k, Shape predictions) {
    if (predictions.columns() < k) {
      throw new ShapeMismatchException(
          who
              + ": predictions are "
              + predictions
              + " and "
              + option
              + " is "
              + k
              + "; expected "
              + k
              + " columns or more. Set a smaller "
              + option
              + ".",
          predictions,
          new Shape(predictions.rows(), k));
    }
  }

  /**
   * Whether fewer than k elements of a row are larger than one of them. NaN is never among them.
   */
  static boolean isAmong(DMatrixRMaj matrix, int row, int column, int k) {
    double value = matrix.get(row, column);
    int notSmaller = 0;
    for (int other = 0; other < matrix.numCols; other++) {
      if (!(matrix.get(row, other) <= value)) {
        notSmaller++;
      }
    }
    return notSmaller < k;
  }

  /** Which elements of a row are the k largest; of equal ones the first are taken. */
  static boolean[] columns(DMatrixRMaj matrix, int row, int k) {
    int columns = matrix.numCols;
    double[] values = new double[columns];
    for (int column = 0; column < columns; column++) {
      values[column] = matrix.get(row, column);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double smallest = sorted[columns - k];
    int open = k;
    for (double value : values) {
      open -= Double.compare(value, smallest) > 0 ? 1 : 0;
    }
    boolean[] taken = new boolean[columns];
    for (int column = 0; column < columns; column++) {
      int order = Double.compare(values[column], smallest);
      taken[column] = order > 0 || (order == 0 && open-- > 0);
    }
    return taken;
  }
}
