package dev.rewind.autograd.ops;

import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.activations.Celu;
import dev.rewind.autograd.ops.activations.Elu;
import dev.rewind.autograd.ops.activations.Gelu;
import dev.rewind.autograd.ops.activations.GeluTanh;
import dev.rewind.autograd.ops.activations.HardShrink;
import dev.rewind.autograd.ops.activations.HardSigmoid;
import dev.rewind.autograd.ops.activations.HardSilu;
import dev.rewind.autograd.ops.activations.HardTanh;
import dev.rewind.autograd.ops.activations.LegacyHardSigmoid;
import dev.rewind.autograd.ops.activations.LogSigmoid;
import dev.rewind.autograd.ops.activations.LogSoftmax;
import dev.rewind.autograd.ops.activations.Mish;
import dev.rewind.autograd.ops.activations.Relu;
import dev.rewind.autograd.ops.activations.Selu;
import dev.rewind.autograd.ops.activations.Sigmoid;
import dev.rewind.autograd.ops.activations.Silu;
import dev.rewind.autograd.ops.activations.SoftShrink;
import dev.rewind.autograd.ops.activations.Softmax;
import dev.rewind.autograd.ops.activations.Softplus;
import dev.rewind.autograd.ops.activations.Softsign;
import dev.rewind.autograd.ops.activations.SparsePlus;
import dev.rewind.autograd.ops.activations.SparseSigmoid;
import dev.rewind.autograd.ops.activations.Sparsemax;
import dev.rewind.autograd.ops.activations.Squareplus;
import dev.rewind.autograd.ops.activations.Tanh;
import dev.rewind.autograd.ops.activations.TanhShrink;
import dev.rewind.autograd.ops.activations.Threshold;

/**
 * The activation functions, as part of the facade {@link Ops}, which inherits them: write {@code
 * Ops.sigmoid(x)}. Each is exact and finite wherever its value is.
 */
public abstract sealed class ActivationOps permits ReductionOps {
  ActivationOps() {}

  /**
   * {@code tanh(x)}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Tanh
   */
  public static Variable tanh(Variable x) {
    return x.tape().record(new Tanh(), x);
  }

  /**
   * {@code 1 / (1 + e⁻ˣ)}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Sigmoid
   */
  public static Variable sigmoid(Variable x) {
    return x.tape().record(new Sigmoid(), x);
  }

  /**
   * {@code min(max(x + 3, 0), 6) / 6}: the {@code hard_sigmoid} of Keras 3.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see HardSigmoid
   */
  public static Variable hardSigmoid(Variable x) {
    return x.tape().record(new HardSigmoid(), x);
  }

  /**
   * {@code min(max(0.2 x + 0.5, 0), 1)}: the {@code hard_sigmoid} of Keras 1 and 2.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see LegacyHardSigmoid
   */
  public static Variable legacyHardSigmoid(Variable x) {
    return x.tape().record(new LegacyHardSigmoid(), x);
  }

  /**
   * {@code max(x, 0)}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Relu
   */
  public static Variable relu(Variable x) {
    return relu(x, 0, Double.POSITIVE_INFINITY, 0);
  }

  /**
   * Rectifier with slope, ceiling and threshold.
   *
   * @param x {@code [m, n]}
   * @param negativeSlope slope below the threshold, finite, at least 0
   * @param maxValue the largest result, at least 0, may be {@link Double#POSITIVE_INFINITY}
   * @param threshold where the rectifier opens, finite, at least 0
   * @return {@code [m, n]}
   * @see Relu
   */
  public static Variable relu(Variable x, double negativeSlope, double maxValue, double threshold) {
    return x.tape().record(new Relu(negativeSlope, maxValue, threshold), x);
  }

  /**
   * {@code min(max(x, 0), 6)}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Relu
   */
  public static Variable relu6(Variable x) {
    return relu(x, 0, 6, 0);
  }

  /**
   * {@code x} where positive, else {@code negativeSlope · x}.
   *
   * @param x {@code [m, n]}
   * @param negativeSlope slope below 0, finite, at least 0; Keras takes 0.2
   * @return {@code [m, n]}
   * @see Relu
   */
  public static Variable leakyRelu(Variable x, double negativeSlope) {
    return relu(x, negativeSlope, Double.POSITIVE_INFINITY, 0);
  }

  /**
   * {@code x} where positive, else {@code alpha · (eˣ − 1)}.
   *
   * @param x {@code [m, n]}
   * @param alpha finite, at least 0; Keras takes 1
   * @return {@code [m, n]}
   * @see Elu
   */
  public static Variable elu(Variable x, double alpha) {
    return x.tape().record(new Elu(alpha), x);
  }

  /**
   * {@link #elu} with the scale and alpha that keep mean 0 and variance 1.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Selu
   */
  public static Variable selu(Variable x) {
    return x.tape().record(new Selu(), x);
  }

  /**
   * {@code x} where positive, else {@code alpha · (e^(x / alpha) − 1)}.
   *
   * @param x {@code [m, n]}
   * @param alpha positive and finite; Keras takes 1
   * @return {@code [m, n]}
   * @see Celu
   */
  public static Variable celu(Variable x, double alpha) {
    return x.tape().record(new Celu(alpha), x);
  }

  /**
   * {@code x · Φ(x)}, Φ the distribution function of the standard normal.
   *
   * @param x {@code [m, n]}
   * @param approximate whether to use the approximation by a tanh; Keras takes false
   * @return {@code [m, n]}
   * @see Gelu
   * @see GeluTanh
   */
  public static Variable gelu(Variable x, boolean approximate) {
    return x.tape().record(approximate ? new GeluTanh() : new Gelu(), x);
  }

  /**
   * {@code x · σ(x)}, also called swish.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Silu
   */
  public static Variable silu(Variable x) {
    return x.tape().record(new Silu(), x);
  }

  /**
   * {@code x · min(max(x + 3, 0), 6) / 6}, also called hard swish.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see HardSilu
   */
  public static Variable hardSilu(Variable x) {
    return x.tape().record(new HardSilu(), x);
  }

  /**
   * {@code log(1 + eˣ)}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Softplus
   */
  public static Variable softplus(Variable x) {
    return x.tape().record(new Softplus(), x);
  }

  /**
   * {@code x / (1 + |x|)}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Softsign
   */
  public static Variable softsign(Variable x) {
    return x.tape().record(new Softsign(), x);
  }

  /**
   * {@code eˣ}, by the name that it has among Keras' activations.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Exp
   */
  public static Variable exponential(Variable x) {
    return x.tape().record(new Exp(), x);
  }

  /**
   * {@code x · tanh(log(1 + eˣ))}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Mish
   */
  public static Variable mish(Variable x) {
    return x.tape().record(new Mish(), x);
  }

  /**
   * {@code log σ(x)}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see LogSigmoid
   */
  public static Variable logSigmoid(Variable x) {
    return x.tape().record(new LogSigmoid(), x);
  }

  /**
   * {@code min(max(x, −1), 1)}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see HardTanh
   */
  public static Variable hardTanh(Variable x) {
    return x.tape().record(new HardTanh(), x);
  }

  /**
   * {@code x − tanh(x)}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see TanhShrink
   */
  public static Variable tanhShrink(Variable x) {
    return x.tape().record(new TanhShrink(), x);
  }

  /**
   * {@code x} moved towards 0 by the threshold, 0 where {@code |x| ≤ threshold}.
   *
   * @param x {@code [m, n]}
   * @param threshold finite, at least 0; Keras takes 0.5
   * @return {@code [m, n]}
   * @see SoftShrink
   */
  public static Variable softShrink(Variable x, double threshold) {
    return x.tape().record(new SoftShrink(threshold), x);
  }

  /**
   * {@code x}, but 0 where {@code |x| ≤ threshold}.
   *
   * @param x {@code [m, n]}
   * @param threshold finite, at least 0; Keras takes 0.5
   * @return {@code [m, n]}
   * @see HardShrink
   */
  public static Variable hardShrink(Variable x, double threshold) {
    return x.tape().record(new HardShrink(threshold), x);
  }

  /**
   * {@code (x + √(x² + b)) / 2}.
   *
   * @param x {@code [m, n]}
   * @param b positive and finite; Keras takes 4
   * @return {@code [m, n]}
   * @see Squareplus
   */
  public static Variable squareplus(Variable x, double b) {
    return x.tape().record(new Squareplus(b), x);
  }

  /**
   * 0 below −1, {@code x} above 1, {@code (x + 1)² / 4} between.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see SparsePlus
   */
  public static Variable sparsePlus(Variable x) {
    return x.tape().record(new SparsePlus(), x);
  }

  /**
   * {@code min(max((x + 1) / 2, 0), 1)}.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see SparseSigmoid
   */
  public static Variable sparseSigmoid(Variable x) {
    return x.tape().record(new SparseSigmoid(), x);
  }

  /**
   * {@code x} where {@code x > threshold}, else the default value.
   *
   * @param x {@code [m, n]}
   * @param threshold what an element must exceed
   * @param defaultValue what replaces it if it does not
   * @return {@code [m, n]}
   * @see Threshold
   */
  public static Variable threshold(Variable x, double threshold, double defaultValue) {
    return x.tape().record(new Threshold(threshold, defaultValue), x);
  }

  /**
   * {@code eˣ / Σ eˣ}, the sum over each row.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Softmax
   */
  public static Variable softmax(Variable x) {
    return x.tape().record(new Softmax(), x);
  }

  /**
   * {@code x − log Σ eˣ}, the sum over each row.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see LogSoftmax
   */
  public static Variable logSoftmax(Variable x) {
    return x.tape().record(new LogSoftmax(), x);
  }

  /**
   * Keras' sparsemax of each row: small elements become exactly 0.
   *
   * @param x {@code [m, n]}
   * @return {@code [m, n]}
   * @see Sparsemax
   */
  public static Variable sparsemax(Variable x) {
    return x.tape().record(new Sparsemax(), x);
  }
}
