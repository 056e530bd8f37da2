package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.kernels.ScalarFunctions;

/**
 * The approximation of {@link Gelu} by a tanh.
 *
 * <pre>
 *   y  = x · (1 + tanh(u)) / 2 = x · σ(2u)
 *   dx = dy ⊙ (σ(2u) + x · σ(2u) · σ(−2u) · 2u′)
 *   u  = √(2/π) · (x + 0.044715 x³)
 * </pre>
 *
 * <p><b>Source</b>: Hendrycks and Gimpel 2016.
 */
public record GeluTanh() implements ElementwiseOp {
  private static final double FACTOR = 2 * Math.sqrt(2 / Math.PI);
  private static final double CUBIC = 0.044715;

  @Override
  public double f(double x) {
    return x * ScalarFunctions.sigmoid(twiceU(x));
  }

  @Override
  public double df(double x, double y) {
    double u = twiceU(x);
    double gate = ScalarFunctions.sigmoid(u);
    double bend = gate * ScalarFunctions.sigmoid(-u);
    return bend == 0 ? gate : gate + x * bend * FACTOR * (1 + 3 * CUBIC * x * x);
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }

  private static double twiceU(double x) {
    return FACTOR * (x + CUBIC * x * x * x);
  }
}
