package dev.rewind.layers;

import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.layers.initializers.Initializer;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * A weight that follows the batches instead of a gradient.
 *
 * @param weight not trainable
 */
record MovingAverage(Weight weight) {
  static MovingAverage of(String name, int features, Initializer initializer, RandomSource random) {
    TensorShape shape = TensorShape.of(features);
    return new MovingAverage(Weight.of(name, shape, initializer, random).trainable(false));
  }

  /** A copy on the tape, since the weight may move on before the tape is closed. */
  Variable on(CallContext context) {
    return context.tape().constant(value().copy());
  }

  DMatrixRMaj value() {
    return weight.parameter().value();
  }

  /** {@code own ← momentum · own + (1 − momentum) · batch}. */
  void follow(DMatrixRMaj batch, double momentum) {
    weight.parameter().update(own -> CommonOps_DDRM.add(momentum, own, 1 - momentum, batch, own));
  }
}
