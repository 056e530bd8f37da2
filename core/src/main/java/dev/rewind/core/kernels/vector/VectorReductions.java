package dev.rewind.core.kernels.vector;

import dev.rewind.core.kernels.ReductionKernels;
import dev.rewind.core.kernels.UpdateKernels;
import org.ejml.data.DMatrixRMaj;

/** Sums along the storage, by {@link Sums}. Those across rows the compiler turns into vectors. */
interface VectorReductions extends ReductionKernels, UpdateKernels {

  @Override
  default double sum(DMatrixRMaj x) {
    return Sums.of(x.data, 0, x.getNumElements());
  }

  @Override
  default double sumOfSquares(DMatrixRMaj x) {
    return Sums.ofProducts(x.data, x.data, 0, x.getNumElements());
  }

  @Override
  default void addSums(double factor, DMatrixRMaj x, DMatrixRMaj y) {
    if (y.numCols == 1 && y.numRows == x.numRows) {
      for (int row = 0; row < x.numRows; row++) {
        y.data[row] += factor * Sums.of(x.data, row * x.numCols, x.numCols);
      }
    } else if (y.getNumElements() == 1) {
      y.data[0] += factor * sum(x);
    } else {
      ReductionKernels.super.addSums(factor, x, y);
    }
  }
}
