package dev.rewind.autograd.check;

import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * {@code y = x³} with {@code dx = dy ⊙ 3x²}, and what people get wrong about it.
 *
 * @param fault what is wrong
 */
record FaultyCube(Fault fault) implements Op {
  /** The element that is wrong by 1e-5 relative. */
  static final int ELEMENT = 7;

  enum Fault {
    NONE,
    SIGN,
    FACTOR_TWO,
    TRANSPOSED,
    ONE_ELEMENT,
    ASSIGNS,
    FORGETS_TO_ADD
  }

  @Override
  public Shape outputShape(Shape... x) {
    return x[0];
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    kernels.map(x -> x * x * x, forward.input(0), forward.output());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    DMatrixRMaj right = backward.outputGradient().copy();
    for (int i = 0; i < right.getNumElements(); i++) {
      double x = backward.input(0).get(i);
      right.times(i, 3 * x * x);
    }
    DMatrixRMaj dx = backward.inputGradient(0);
    switch (fault) {
      case NONE -> kernels.addScaled(1, right, dx);
      case SIGN -> kernels.addScaled(-1, right, dx);
      case FACTOR_TWO -> kernels.addScaled(2, right, dx);
      case TRANSPOSED -> kernels.addScaled(1, CommonOps_DDRM.transpose(right, null), dx);
      case ONE_ELEMENT -> {
        right.times(ELEMENT, 1 + 1e-5);
        kernels.addScaled(1, right, dx);
      }
      case ASSIGNS -> dx.setTo(right);
      case FORGETS_TO_ADD -> {}
    }
  }
}
