package dev.rewind.training.data;

import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/**
 * Turns weights of classes into weights of samples.
 *
 * <p><b>Source</b>: {@code class_weight_to_sample_weights} in {@code
 * keras/src/trainers/data_adapters/data_adapter_utils.py}, Keras 3.15.1.
 */
final class ClassWeights {
  private ClassWeights() {}

  /** One number for each row of the targets. */
  static DMatrixRMaj of(DMatrixRMaj targets, Map<Integer, Double> classWeights) {
    DMatrixRMaj weights = new DMatrixRMaj(targets.numRows, 1);
    for (int row = 0; row < targets.numRows; row++) {
      weights.set(row, 0, classWeights.getOrDefault(label(targets, row), 1.0));
    }
    return weights;
  }

  private static int label(DMatrixRMaj targets, int row) {
    if (targets.numCols == 1) {
      return (int) Math.rint(targets.get(row, 0));
    }
    int largest = 0;
    for (int column = 1; column < targets.numCols; column++) {
      if (targets.get(row, column) > targets.get(row, largest)) {
        largest = column;
      }
    }
    return largest;
  }
}
