package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;

/**
 * Replaces what does not exceed a threshold.
 *
 * <pre>
 *   y  = x where x > threshold, else defaultValue
 *   dx = dy where x > threshold, else 0
 * </pre>
 *
 * @param threshold what an element must exceed
 * @param defaultValue what replaces it if it does not
 */
public record Threshold(double threshold, double defaultValue) implements ElementwiseOp {
  @Override
  public double f(double x) {
    return x <= threshold ? defaultValue : x;
  }

  @Override
  public double df(double x, double y) {
    return x > threshold ? 1 : 0;
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
