package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import org.apache.commons.math3.special.Erf;

/**
 * Gaussian error linear unit.
 *
 * <pre>
 *   y  = x · Φ(x)
 *   dx = dy ⊙ (Φ(x) + x · φ(x))
 *   Φ(x) = erfc(−x / √2) / 2,  φ(x) = e^(−x² / 2) / √(2π)
 * </pre>
 *
 * <p><b>Source</b>: Hendrycks and Gimpel 2016. {@link GeluTanh} is its cheaper approximation.
 */
public record Gelu() implements ElementwiseOp {
  private static final double DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

  @Override
  public double f(double x) {
    return x * cumulative(x);
  }

  @Override
  public double df(double x, double y) {
    return cumulative(x) + x * (DENSITY_AT_0 * StrictMath.exp(-0.5 * x * x));
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }

  private static double cumulative(double x) {
    return 0.5 * Erf.erfc(-x * Math.sqrt(0.5));
  }
}
