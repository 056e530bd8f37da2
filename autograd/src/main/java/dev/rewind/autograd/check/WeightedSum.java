package dev.rewind.autograd.check;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import org.ejml.data.DMatrixRMaj;

/**
 * Makes one number of a result of any shape.
 *
 * <pre>
 *   y  = Σ w ⊙ x
 *   dx = dy · w
 * </pre>
 *
 * @param weights {@code w}, of the shape of x
 */
record WeightedSum(DMatrixRMaj weights) implements Op {
  @Override
  public Shape outputShape(Shape... x) {
    return Shape.SCALAR;
  }

  @Override
  public Keep keep() {
    return Keep.NOTHING;
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    double sum = 0;
    for (int i = 0; i < weights.getNumElements(); i++) {
      sum += weights.data[i] * forward.input(0).data[i];
    }
    forward.output().set(0, 0, sum);
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    kernels.addScaled(backward.outputGradient().get(0, 0), weights, backward.inputGradient(0));
  }
}
