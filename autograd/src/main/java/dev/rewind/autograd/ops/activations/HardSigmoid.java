package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;

/**
 * Piecewise linear sigmoid of Keras 3.
 *
 * <pre>{@code
 * y  = min(max(x + 3, 0), 6) / 6
 * dx = dy / 6 where |x| < 3, else 0
 * }</pre>
 *
 * <p>The slope is 1/6 as torch has it, which rounds it to single precision (3·10⁻⁸ above 1/6) even
 * in double computations: trained weights agree with those of Keras on torch. Keras before version
 * 3 had {@link LegacyHardSigmoid} under the same name.
 */
public record HardSigmoid() implements ElementwiseOp {
  private static final double ONE_SIXTH = 1f / 6f;

  @Override
  public double f(double x) {
    return Math.min(Math.max(x + 3, 0), 6) / 6;
  }

  @Override
  public double df(double x, double y) {
    return Math.abs(x) < 3 ? ONE_SIXTH : 0;
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }
}
