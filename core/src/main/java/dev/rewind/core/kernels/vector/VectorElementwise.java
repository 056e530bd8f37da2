package dev.rewind.core.kernels.vector;

import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.BlockArithmetic;
import dev.rewind.core.kernels.ElementwiseKernels;
import org.ejml.data.DMatrixRMaj;

/** Functions of single elements by {@link VectorMath}. */
interface VectorElementwise extends ElementwiseKernels, BlockArithmetic {

  @Override
  default void tanh(DMatrixRMaj x, DMatrixRMaj y) {
    Functions.tanh(x.data, 0, y.data, 0, x.getNumElements());
  }

  @Override
  default void sigmoid(DMatrixRMaj x, DMatrixRMaj y) {
    Functions.sigmoid(x.data, 0, y.data, 0, x.getNumElements());
  }

  @Override
  default void exp(DMatrixRMaj x, DMatrixRMaj y) {
    Functions.exp(x.data, 0, y.data, 0, x.getNumElements());
  }

  @Override
  default void tanh(Block x, Block y) {
    for (int row = 0; row < y.rows(); row++) {
      int i = x.start() + row * x.stride();
      int j = y.start() + row * y.stride();
      Functions.tanh(x.matrix().data, i, y.matrix().data, j, y.columns());
    }
  }

  @Override
  default void sigmoid(Block x, Block y) {
    for (int row = 0; row < y.rows(); row++) {
      int i = x.start() + row * x.stride();
      int j = y.start() + row * y.stride();
      Functions.sigmoid(x.matrix().data, i, y.matrix().data, j, y.columns());
    }
  }
}
