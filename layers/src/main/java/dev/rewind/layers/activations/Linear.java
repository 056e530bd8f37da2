package dev.rewind.layers.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;

/**
 * The identity, for ops that have an activation as a part. Alone it is never recorded.
 *
 * <pre>
 *   y  = x
 *   dx = dy
 * </pre>
 */
record Linear() implements ElementwiseOp {
  @Override
  public double f(double x) {
    return x;
  }

  @Override
  public double df(double x, double y) {
    return 1;
  }

  @Override
  public Keep keep() {
    return Keep.NOTHING;
  }
}
