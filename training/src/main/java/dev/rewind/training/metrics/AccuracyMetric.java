package dev.rewind.training.metrics;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/** A metric that is the share of right answers: give that of a row. */
interface AccuracyMetric extends MeanMetric {

  /** The share of right answers in a row, in [0, 1]. */
  double accuracy(DMatrixRMaj targets, DMatrixRMaj predictions, int row);

  @Override
  default Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  default DMatrixRMaj values(DMatrixRMaj targets, DMatrixRMaj predictions) {
    DMatrixRMaj values = new DMatrixRMaj(predictions.numRows, 1);
    for (int row = 0; row < values.numRows; row++) {
      values.set(row, 0, accuracy(targets, predictions, row));
    }
    return values;
  }

  /**
   * The column of the largest element of a row, the first if there are several. As for Keras, NaN
   * is larger than any number.
   */
  static int argmax(DMatrixRMaj matrix, int row) {
    int largest = 0;
    for (int column = 1; column < matrix.numCols; column++) {
      double most = matrix.get(row, largest);
      if (!(matrix.get(row, column) <= most) && !Double.isNaN(most)) {
        largest = column;
      }
    }
    return largest;
  }
}
