package dev.rewind.autograd.ops.activations;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Keep;
import dev.rewind.core.Checks;

/**
 * Rectifier with slope, ceiling and threshold: Keras' {@code relu} with all its arguments.
 *
 * <pre>{@code
 * y  = min(x, maxValue)                  where x > threshold
 * y  = negativeSlope · (x − threshold)    elsewhere
 * dx = dy                                where threshold < x ≤ maxValue
 * dx = negativeSlope · dy                where x < threshold
 * dx = 0                                 elsewhere
 * }</pre>
 *
 * <p>At the kinks the slope is the one of Keras on torch, which has ops of their own for two cases:
 * 0 at 6 for relu6 (maxValue 6, threshold 0), and negativeSlope at 0 for leaky relu (no ceiling,
 * threshold 0).
 *
 * @param negativeSlope slope below the threshold, finite, at least 0
 * @param maxValue the largest result, at least 0, may be ∞
 * @param threshold where the rectifier opens, finite, at least 0
 */
public record Relu(double negativeSlope, double maxValue, double threshold)
    implements ElementwiseOp {
  /**
   * Checks the arguments.
   *
   * @param negativeSlope slope below the threshold
   * @param maxValue the largest result
   * @param threshold where the rectifier opens
   * @throws IllegalArgumentException if one is negative or NaN, or one but maxValue is infinite
   */
  public Relu {
    Checks.notNegative("relu", "negativeSlope", negativeSlope);
    Checks.require(maxValue >= 0, "relu", "maxValue must be at least 0, got " + maxValue + ".");
    Checks.notNegative("relu", "threshold", threshold);
  }

  @Override
  public double f(double x) {
    if (x <= threshold) {
      return negativeSlope == 0 ? 0 : negativeSlope * (x - threshold);
    }
    return Math.min(x, maxValue);
  }

  @Override
  public double df(double x, double y) {
    if (x > threshold) {
      return x < maxValue || (x == maxValue && !isRelu6()) ? 1 : 0;
    }
    return x < threshold || isLeaky() ? negativeSlope : 0;
  }

  @Override
  public Keep keep() {
    return Keep.INPUTS;
  }

  private boolean isRelu6() {
    return maxValue == 6 && threshold == 0;
  }

  private boolean isLeaky() {
    return maxValue == Double.POSITIVE_INFINITY && threshold == 0;
  }
}
