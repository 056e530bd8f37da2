package dev.rewind.autograd.ops;

import static dev.rewind.autograd.ops.ActivationCase.activation;

import java.util.List;

/**
 * Every activation of single elements: another formula for its value, value and slope at 0, and its
 * asymptotes (0 on the left, x on the right unless said otherwise).
 */
final class ActivationCases {
  private static final double SIXTH = 1f / 6f; // torch's slope of the hard sigmoid
  private static final double ALPHA = 1.6732632423543772; // of selu, from Keras
  private static final double SCALE = 1.0507009873554805; // of selu, from Keras
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private ActivationCases() {}

  static List<ActivationCase> all() {
    return List.of(
        activation("tanh(x)", Ops::tanh, x -> (exp(2 * x) - 1) / (exp(2 * x) + 1))
            .zero(0, 1)
            .left(-1)
            .right(1),
        activation("sigmoid(x)", Ops::sigmoid, x -> 1 / (1 + exp(-x))).zero(0.5, 0.25).right(1),
        activation("hardSigmoid(x)", Ops::hardSigmoid, x -> x < -3 ? 0 : x > 3 ? 1 : x / 6 + 0.5)
            .zero(0.5, SIXTH)
            .right(1),
        activation(
                "legacyHardSigmoid(x)",
                Ops::legacyHardSigmoid,
                x -> x < -2.5 ? 0 : x > 2.5 ? 1 : x / 5 + 0.5)
            .zero(0.5, 0.2)
            .right(1),
        activation("relu(x)", Ops::relu, x -> x > 0 ? x : 0).zero(0, 0),
        activation(
                "relu(x, 0.1, 4, 1.5)",
                x -> Ops.relu(x, 0.1, 4, 1.5),
                x -> x > 4 ? 4 : x > 1.5 ? x : 0.1 * x - 0.15)
            .zero(-0.15, 0.1)
            .left(x -> 0.1 * (x - 1.5), x -> 0.1)
            .right(4),
        activation("relu6(x)", Ops::relu6, x -> x < 0 ? 0 : x > 6 ? 6 : x).zero(0, 0).right(6),
        activation("leakyRelu(x, 0.2)", x -> Ops.leakyRelu(x, 0.2), x -> x > 0 ? x : x / 5)
            .zero(0, 0.2)
            .left(x -> 0.2 * x, x -> 0.2),
        activation("elu(x, 1)", x -> Ops.elu(x, 1), x -> x > 0 ? x : exp(x) - 1)
            .zero(0, 1)
            .left(-1),
        activation("elu(x, 0.5)", x -> Ops.elu(x, 0.5), x -> x > 0 ? x : (exp(x) - 1) / 2)
            .zero(0, 0.5)
            .left(-0.5),
        activation("selu(x)", Ops::selu, x -> SCALE * (x > 0 ? x : ALPHA * (exp(x) - 1)))
            .zero(0, SCALE * ALPHA)
            .left(-SCALE * ALPHA)
            .right(x -> SCALE * x, x -> SCALE),
        activation("celu(x, 2)", x -> Ops.celu(x, 2), x -> x > 0 ? x : 2 * (exp(x / 2) - 1))
            .zero(0, 1)
            .left(-2),
        activation("gelu(x, false)", x -> Ops.gelu(x, false), x -> x * normalDistribution(x))
            .zero(0, 0.5),
        activation(
                "gelu(x, true)",
                x -> Ops.gelu(x, true),
                x -> x / 2 * (1 + Math.tanh(0.7978845608028654 * (x + 0.044715 * x * x * x))))
            .zero(0, 0.5),
        activation("silu(x)", Ops::silu, x -> x / (1 + exp(-x))).zero(0, 0.5),
        activation("hardSilu(x)", Ops::hardSilu, x -> x < -3 ? 0 : x > 3 ? x : x * (x + 3) / 6)
            .zero(0, 0.5),
        activation("softplus(x)", Ops::softplus, x -> Math.log(1 + exp(x))).zero(Math.log(2), 0.5),
        activation("softsign(x)", Ops::softsign, x -> x > 0 ? x / (1 + x) : x / (1 - x))
            .zero(0, 1)
            .left(x -> -1 / (1 - 1 / x), x -> r(x) / (1 - 2 / x + r(x)))
            .right(x -> 1 / (1 + 1 / x), x -> r(x) / (1 + 2 / x + r(x))),
        activation("exponential(x)", Ops::exponential, x -> StrictMath.exp(x))
            .zero(1, 1)
            .right(x -> INFINITY, x -> INFINITY),
        activation("mish(x)", Ops::mish, x -> x * Math.tanh(Math.log(1 + exp(x)))).zero(0, 0.6),
        activation("logSigmoid(x)", Ops::logSigmoid, x -> -Math.log(1 + exp(-x)))
            .zero(-Math.log(2), 0.5)
            .left(x -> x, x -> 1)
            .right(0),
        activation("hardTanh(x)", Ops::hardTanh, x -> x < -1 ? -1 : x > 1 ? 1 : x)
            .zero(0, 1)
            .left(-1)
            .right(1),
        activation("tanhShrink(x)", Ops::tanhShrink, x -> x - Math.tanh(x))
            .left(x -> x + 1, x -> 1)
            .right(x -> x - 1, x -> 1),
        activation(
                "softShrink(x, 0.5)",
                x -> Ops.softShrink(x, 0.5),
                x -> x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0)
            .left(x -> x + 0.5, x -> 1)
            .right(x -> x - 0.5, x -> 1),
        activation(
                "hardShrink(x, 0.5)", x -> Ops.hardShrink(x, 0.5), x -> Math.abs(x) > 0.5 ? x : 0)
            .left(x -> x, x -> 1),
        activation(
                "squareplus(x, 4)", x -> Ops.squareplus(x, 4), x -> (x + Math.sqrt(x * x + 4)) / 2)
            .zero(1, 0.5)
            .left(
                x -> (-1 + r(x) - 2 * r(x) * r(x)) / x,
                x -> r(x) * (1 - 3 * r(x) + 10 * r(x) * r(x)))
            .right(x -> x + (1 - r(x)) / x, x -> 1 - r(x) + 3 * r(x) * r(x)),
        activation(
                "sparsePlus(x)",
                Ops::sparsePlus,
                x -> x < -1 ? 0 : x > 1 ? x : (x * x + 2 * x + 1) / 4)
            .zero(0.25, 0.5),
        activation(
                "sparseSigmoid(x)", Ops::sparseSigmoid, x -> x < -1 ? 0 : x > 1 ? 1 : (x + 1) / 2)
            .zero(0.5, 0.5)
            .right(1),
        activation(
                "threshold(x, 0.75, -2)", x -> Ops.threshold(x, 0.75, -2), x -> x > 0.75 ? x : -2)
            .zero(-2, 0)
            .left(-2));
  }

  /** 1 / x², the small number of the series of squareplus and softsign. */
  private static double r(double x) {
    return 1 / x / x;
  }

  private static double exp(double x) {
    return StrictMath.exp(x);
  }

  /** Φ(x) by Simpson's rule over the density. */
  private static double normalDistribution(double x) {
    int steps = 4000;
    double h = x / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * exp(-0.5 * i * h * i * h);
    }
    return 0.5 + sum * h / 3 / Math.sqrt(2 * Math.PI);
  }
}
