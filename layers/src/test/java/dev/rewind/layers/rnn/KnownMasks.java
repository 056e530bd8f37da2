package dev.rewind.layers.rnn;

import dev.rewind.layers.DropoutSource;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** Dropout masks that are all different, so that one at the wrong place is seen. */
final class KnownMasks implements DropoutSource {
  final List<Request> requests = new ArrayList<>();

  @Override
  public DMatrixRMaj mask(Request request) {
    requests.add(request);
    DMatrixRMaj mask = new DMatrixRMaj(request.shape().rows(), request.shape().columns());
    for (int row = 0; row < mask.numRows; row++) {
      for (int column = 0; column < mask.numCols; column++) {
        mask.set(row, column, element(request.kind(), request.gate(), row, column));
      }
    }
    return mask;
  }

  static double element(Kind kind, int gate, int row, int column) {
    double base = kind == Kind.INPUT ? 1 : 0.7;
    return base + 0.3 * gate - 0.4 * row + 0.1 * column;
  }

  /** One row of a matrix that one of these masks has multiplied. */
  static double[] dropped(double[] values, Kind kind, int gate, int row) {
    double[] result = values.clone();
    for (int column = 0; column < result.length; column++) {
      result[column] *= element(kind, gate, row, column);
    }
    return result;
  }
}
