package dev.rewind.training.losses;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import org.ejml.data.DMatrixRMaj;

/**
 * One number for each row of predictions and targets: give the value of a row and add its gradient.
 * The targets are constants.
 *
 * <p><b>Shapes</b>: predictions {@code [rows, k]} with targets of as many rows give {@code [rows,
 * 1]}.
 */
interface RowLossOp extends Op {

  /** The loss of one row. */
  double value(DMatrixRMaj predictions, DMatrixRMaj targets, int row);

  /** Adds {@code dy} times the gradient of that loss to the row of {@code dPredictions}. */
  void addGradient(
      double dy, DMatrixRMaj predictions, DMatrixRMaj targets, int row, DMatrixRMaj dPredictions);

  @Override
  default int arity() {
    return 2;
  }

  @Override
  default Shape outputShape(Shape... x) {
    return new Shape(x[0].rows(), 1);
  }

  @Override
  default Keep keep() {
    return Keep.INPUTS;
  }

  @Override
  default void forward(Kernels kernels, Forward forward) {
    var y = forward.output();
    for (int row = 0; row < y.numRows; row++) {
      y.set(row, 0, value(forward.input(0), forward.input(1), row));
    }
  }

  @Override
  default void backward(Kernels kernels, Backward backward) {
    var dy = backward.outputGradient();
    var x = backward.input(0);
    var targets = backward.input(1);
    var dx = backward.inputGradient(0);
    for (int row = 0; row < dy.numRows; row++) {
      addGradient(dy.get(row, 0), x, targets, row, dx);
    }
  }
}
