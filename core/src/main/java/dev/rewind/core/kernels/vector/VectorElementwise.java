package dev.rewind.core.kernels.vector;

import dev.rewind.core.kernels.ElementwiseKernels;
import org.ejml.data.DMatrixRMaj;

/** Functions of single elements by {@link VectorMath}. */
interface VectorElementwise extends ElementwiseKernels {

  @Override
  default void tanh(DMatrixRMaj x, DMatrixRMaj y) {
    VectorMath.tanh(x.data, 0, y.data, 0, x.getNumElements());
  }

  @Override
  default void sigmoid(DMatrixRMaj x, DMatrixRMaj y) {
    VectorMath.sigmoid(x.data, 0, y.data, 0, x.getNumElements());
  }

  @Override
  default void exp(DMatrixRMaj x, DMatrixRMaj y) {
    VectorMath.exp(x.data, 0, y.data, 0, x.getNumElements());
  }
}
