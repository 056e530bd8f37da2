package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;

/**
 * Scaled exponential linear unit.
 *
 * <pre>
 *   y  = scale · x where x > 0, else scale · alpha · (eˣ − 1)
 *   dx = scale · dy where x > 0, else dy ⊙ scale · alpha · eˣ
 *   scale = 1.0507009873554805, alpha = 1.6732632423543772
 * </pre>
 *
 * <p><b>Source</b>: Klambauer, Unterthiner, Mayr and Hochreiter 2017.
 */
public record Selu() implements ElementwiseOp {
  private static final double SCALE = 1.0507009873554805;
  private static final double ALPHA = 1.6732632423543772;

  @Override
  public double f(double x) {
    return SCALE * (x > 0 ? x : ALPHA * StrictMath.expm1(x));
  }

  @Override
  public double df(double x, double y) {
    return SCALE * (x > 0 ? 1 : ALPHA * StrictMath.exp(x));
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
