package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.kernels.ScalarFunctions;

/**
 * Self-regularised activation.
 *
 * <pre>
 *   y  = x · t,  t = tanh(log(1 + eˣ))
 *   dx = dy ⊙ (t + x · σ(x) · (1 − t²))
 * </pre>
 *
 * <p><b>Source</b>: Misra 2019.
 */
public record Mish() implements ElementwiseOp {
  @Override
  public double f(double x) {
    return x * gate(x);
  }

  @Override
  public double df(double x, double y) {
    double t = gate(x);
    return t + x * ScalarFunctions.sigmoid(x) * (1 - t * t);
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }

  /** tanh(log(1 + eˣ)) by one exponential that can not overflow. */
  private static double gate(double x) {
    if (x < 0) {
      double e = StrictMath.exp(x);
      double n = e * (e + 2);
      return n / (n + 2);
    }
    double q = StrictMath.exp(-x);
    return (1 + 2 * q) / (1 + 2 * q + 2 * q * q);
  }
}
