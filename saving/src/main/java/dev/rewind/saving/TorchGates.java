package dev.rewind.saving;

import org.ejml.data.DMatrixRMaj;

/**
 * Moves the gates of a GRU from PyTorch's order to Keras' and back. PyTorch stacks the rows [r | z
 * | n] of matrices that stand on the left; Keras has the columns [z | r | h] of matrices on the
 * right. So a matrix is transposed, and its first two blocks change places.
 *
 * @param units number of rows or columns of one gate
 */
record TorchGates(int units) {
  static final int GATES = 3;

  int all() {
    return GATES * units;
  }

  /** From {@code [3·units, n]} to Keras' {@code [n, 3·units]}. */
  DMatrixRMaj toKeras(DMatrixRMaj torch) {
    DMatrixRMaj keras = new DMatrixRMaj(torch.numCols, torch.numRows);
    for (int row = 0; row < torch.numRows; row++) {
      for (int column = 0; column < torch.numCols; column++) {
        keras.set(column, swap(row), torch.get(row, column));
      }
    }
    return keras;
  }

  /** From Keras' {@code [n, 3·units]} to {@code [3·units, n]}. */
  DMatrixRMaj toTorch(DMatrixRMaj keras) {
    DMatrixRMaj torch = new DMatrixRMaj(keras.numCols, keras.numRows);
    for (int row = 0; row < torch.numRows; row++) {
      for (int column = 0; column < torch.numCols; column++) {
        torch.set(row, column, keras.get(column, swap(row)));
      }
    }
    return torch;
  }

  /** The place of a number in the other order; the same both ways. */
  private int swap(int index) {
    return switch (index / units) {
      case 0 -> index + units;
      case 1 -> index - units;
      default -> index;
    };
  }
}
