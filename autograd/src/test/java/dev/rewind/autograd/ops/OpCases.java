package dev.rewind.autograd.ops;

import static dev.rewind.autograd.ops.Ops.*;

import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;

/** A call of every method of the facade, with every interesting argument, away from kinks. */
final class OpCases {
  /** Methods without a gradient to check; each has a test of its own. */
  static final Set<String> WITHOUT_GRADIENT = Set.of("stopGradient");

  /** How far points stay away from kinks: much further than the steps of the check. */
  private static final double DISTANCE = 0.05;

  private final RandomSource random = RandomSource.of(2);
  private final List<OpCase> cases = new ArrayList<>();

  private OpCases() {
    arithmetic();
    elementary();
    selection();
    activations();
    reductions();
    structure();
  }

  static List<OpCase> all() {
    return List.copyOf(new OpCases().cases);
  }

  private void arithmetic() {
    add("matmul(a, b)", (t, x) -> matmul(x[0], x[1]), normal(3, 4), normal(4, 2));
    add("matmul(row, column)", (t, x) -> matmul(x[0], x[1]), normal(1, 5), normal(5, 1));
    add("matmul(x, x)", (t, x) -> matmul(x[0], x[0]), normal(3, 3));
    add("matmulTransA(a, b)", (t, x) -> matmulTransA(x[0], x[1]), normal(4, 3), normal(4, 2));
    add("matmulTransA(x, x)", (t, x) -> matmulTransA(x[0], x[0]), normal(2, 3));
    add("matmulTransB(a, b)", (t, x) -> matmulTransB(x[0], x[1]), normal(3, 4), normal(2, 4));
    add("matmulTransB(x, x)", (t, x) -> matmulTransB(x[0], x[0]), normal(2, 3));
    for (int[] shape : new int[][] {{3, 4}, {1, 4}, {3, 1}, {1, 1}}) {
      int m = shape[0];
      int n = shape[1];
      String partner = m + "x" + n;
      binary("add(3x4, " + partner + ")", Ops::add, normal(3, 4), normal(m, n));
      binary("sub(3x4, " + partner + ")", Ops::sub, normal(3, 4), normal(m, n));
      binary("mul(3x4, " + partner + ")", Ops::mul, normal(3, 4), normal(m, n));
      binary("div(3x4, " + partner + ")", Ops::div, normal(3, 4), apart(m, n, 0));
      binary("maximum(3x4, " + partner + ")", Ops::maximum, spread(3, 4, 0), spread(m, n, 0.1));
      binary("minimum(3x4, " + partner + ")", Ops::minimum, spread(3, 4, 0), spread(m, n, 0.1));
    }
    add("add(x, x)", (t, x) -> Ops.add(x[0], x[0]), normal(2, 3));
    add("sub(x, scaled x)", (t, x) -> sub(x[0], scale(x[0], 0.3)), normal(2, 3));
    add("mul(x, x)", (t, x) -> mul(x[0], x[0]), normal(2, 3));
    unary("addScalar(x, 0.7)", x -> addScalar(x, 0.7), normal(2, 3));
    unary("scale(x, -1.3)", x -> scale(x, -1.3), normal(2, 3));
    unary("neg(x)", Ops::neg, normal(2, 3));
  }

  private void elementary() {
    unary("square(x)", Ops::square, normal(2, 3));
    unary("sqrt(x)", Ops::sqrt, uniform(0.5, 2));
    unary("exp(x)", Ops::exp, normal(2, 3));
    unary("log(x)", Ops::log, uniform(0.5, 2));
    unary("abs(x)", Ops::abs, apart(2, 3, 0));
    unary("pow(x, 2.5)", x -> pow(x, 2.5), uniform(0.5, 2));
    unary("pow(x, 3)", x -> pow(x, 3), normal(2, 3));
    unary("pow(x, -1)", x -> pow(x, -1), apart(2, 3, 0));
    unary("clip(x, -1, 1)", x -> clip(x, -1, 1), apart(4, 5, -1, 1));
    unary("clip(x, -∞, 0.5)", x -> clip(x, Double.NEGATIVE_INFINITY, 0.5), apart(4, 5, 0.5));
  }

  private void selection() {
    DMatrixRMaj each = new DMatrixRMaj(new double[][] {{1, 0, 1}, {0, 0, 1}});
    DMatrixRMaj column = new DMatrixRMaj(new double[] {1, 0});
    DMatrixRMaj row = new DMatrixRMaj(new double[][] {{0, 1, 1}});
    for (DMatrixRMaj condition : List.of(each, column, row)) {
      String name = condition.numRows + "x" + condition.numCols;
      add(
          "where(" + name + ", a, b)",
          (t, x) -> where(t.constant(condition), x[0], x[1]),
          normal(2, 3),
          normal(2, 3));
    }
    add(
        "where(c, x, scaled x)",
        (t, x) -> where(t.constant(each), x[0], scale(x[0], 3)),
        normal(2, 3));
  }

  private void activations() {
    unary("tanh(x)", Ops::tanh, normal(2, 3));
    unary("sigmoid(x)", Ops::sigmoid, normal(2, 3));
    unary("hardSigmoid(x)", Ops::hardSigmoid, apart(4, 5, -3, 3));
    unary("legacyHardSigmoid(x)", Ops::legacyHardSigmoid, apart(4, 5, -2.5, 2.5));
    unary("relu(x)", Ops::relu, apart(4, 5, 0));
    unary("relu(x, 0.1, 2, 1)", x -> relu(x, 0.1, 2, 1), apart(4, 5, 1, 2));
    unary("relu(x, 0, ∞, 1.5)", x -> relu(x, 0, 1 / 0.0, 1.5), apart(4, 5, 1.5));
    unary("relu6(x)", Ops::relu6, apart(4, 5, 0, 6));
    unary("leakyRelu(x, 0.2)", x -> leakyRelu(x, 0.2), apart(4, 5, 0));
    unary("elu(x, 1)", x -> elu(x, 1), normal(4, 5));
    unary("elu(x, 0.5)", x -> elu(x, 0.5), apart(4, 5, 0));
    unary("selu(x)", Ops::selu, apart(4, 5, 0));
    unary("celu(x, 2)", x -> celu(x, 2), normal(4, 5));
    unary("gelu(x, false)", x -> gelu(x, false), normal(4, 5));
    unary("gelu(x, true)", x -> gelu(x, true), normal(4, 5));
    unary("silu(x)", Ops::silu, normal(4, 5));
    unary("hardSilu(x)", Ops::hardSilu, apart(4, 5, -3, 3));
    unary("softplus(x)", Ops::softplus, normal(4, 5));
    unary("softsign(x)", Ops::softsign, normal(4, 5));
    unary("exponential(x)", Ops::exponential, normal(2, 3));
    unary("mish(x)", Ops::mish, normal(4, 5));
    unary("logSigmoid(x)", Ops::logSigmoid, normal(4, 5));
    unary("hardTanh(x)", Ops::hardTanh, apart(4, 5, -1, 1));
    unary("tanhShrink(x)", Ops::tanhShrink, normal(4, 5));
    unary("tanhShrink(small x)", Ops::tanhShrink, uniform(0.005, 0.015));
    unary("softShrink(x, 0.5)", x -> softShrink(x, 0.5), apart(4, 5, -0.5, 0.5));
    unary("hardShrink(x, 0.5)", x -> hardShrink(x, 0.5), apart(4, 5, -0.5, 0.5));
    unary("squareplus(x, 4)", x -> squareplus(x, 4), normal(4, 5));
    unary("squareplus(x, 0.3)", x -> squareplus(x, 0.3), normal(4, 5));
    unary("sparsePlus(x)", Ops::sparsePlus, apart(4, 5, -1, 1));
    unary("sparseSigmoid(x)", Ops::sparseSigmoid, apart(4, 5, -1, 1));
    unary("threshold(x, 0.75, -2)", x -> threshold(x, 0.75, -2), apart(4, 5, 0.75));
    unary("softmax(x)", Ops::softmax, normal(3, 4));
    unary("logSoftmax(x)", Ops::logSoftmax, normal(3, 4));
    unary("sparsemax(x)", Ops::sparsemax, normal(3, 4));
  }

  private void reductions() {
    unary("sum(x)", Ops::sum, normal(3, 4));
    unary("sumOverRows(x)", Ops::sumOverRows, normal(3, 4));
    unary("sumOverColumns(x)", Ops::sumOverColumns, normal(3, 4));
    unary("mean(x)", Ops::mean, normal(3, 4));
    unary("meanOverRows(x)", Ops::meanOverRows, normal(3, 4));
    unary("meanOverColumns(x)", Ops::meanOverColumns, normal(3, 4));
    unary("max(x)", Ops::max, spread(3, 4, 0));
    unary("maxOverRows(x)", Ops::maxOverRows, spread(3, 4, 0));
    unary("maxOverColumns(x)", Ops::maxOverColumns, spread(3, 4, 0));
    unary("l1Norm(x)", Ops::l1Norm, apart(3, 4, 0));
    unary("l2Norm(x)", Ops::l2Norm, normal(3, 4));
    unary("l2NormOverRows(x)", Ops::l2NormOverRows, normal(3, 4));
    unary("l2NormOverColumns(x)", Ops::l2NormOverColumns, normal(3, 4));
    unary("l2NormalizeRows(x, 1e-7)", x -> l2NormalizeRows(x, 1e-7), normal(3, 4));
    unary("l2NormalizeRows(x, 100)", x -> l2NormalizeRows(x, 100), normal(3, 4));
  }

  private void structure() {
    unary("transpose(x)", Ops::transpose, normal(3, 4));
    unary("reshape(x, 2, 6)", x -> reshape(x, 2, 6), normal(4, 3));
    unary("sliceRows(x, 1, 3)", x -> sliceRows(x, 1, 3), normal(4, 3));
    unary("sliceColumns(x, 1, 3)", x -> sliceColumns(x, 1, 3), normal(3, 4));
    add("concatRows(a, b, c)", (t, x) -> concatRows(x), normal(1, 3), normal(4, 3), normal(2, 3));
    add(
        "concatColumns(a, b, c)",
        (t, x) -> concatColumns(x),
        normal(3, 1),
        normal(3, 4),
        normal(3, 2));
    add("concatRows(x, x)", (t, x) -> concatRows(x[0], x[0]), normal(2, 3));
    add("concatColumns(x, x)", (t, x) -> concatColumns(x[0], x[0]), normal(2, 3));
    add("stackTime(steps)", (t, x) -> stackTime(List.of(x)), normal(2, 3), normal(2, 3));
    unary("splitTime(x, 3)", x -> OpCase.joined(splitTime(x, 3)), normal(6, 2));
    unary("gatherRows(table, 3, 0, 3)", table -> gatherRows(table, 3, 0, 3), normal(4, 2));
  }

  private void unary(String call, UnaryOperator<Variable> function, DMatrixRMaj x) {
    add(call, (tape, variables) -> function.apply(variables[0]), x);
  }

  private void binary(
      String call, BinaryOperator<Variable> function, DMatrixRMaj a, DMatrixRMaj b) {
    add(call, (tape, variables) -> function.apply(variables[0], variables[1]), a, b);
  }

  private void add(String call, GradientCheck.Function function, DMatrixRMaj... inputs) {
    cases.add(new OpCase(call, function, List.of(inputs)));
  }

  private DMatrixRMaj normal(int rows, int columns) {
    return random.fillGaussian(0, 1, new DMatrixRMaj(rows, columns));
  }

  private DMatrixRMaj uniform(double low, double high) {
    return random.fillUniform(low, high, new DMatrixRMaj(2, 3));
  }

  /** Numbers in [−4, 4) that keep their distance from kinks. */
  private DMatrixRMaj apart(int rows, int columns, double... kinks) {
    DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
    for (int i = 0; i < matrix.getNumElements(); i++) {
      double value;
      do {
        value = 8 * random.nextDouble() - 4;
      } while (isNear(value, kinks));
      matrix.set(i, value);
    }
    return matrix;
  }

  private static boolean isNear(double value, double... kinks) {
    for (double kink : kinks) {
      if (Math.abs(value - kink) < DISTANCE) {
        return true;
      }
    }
    return false;
  }

  /** Numbers that keep their distance from each other, in random order. */
  private DMatrixRMaj spread(int rows, int columns, double offset) {
    DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
    int[] order = random.permutation(matrix.getNumElements());
    for (int i = 0; i < order.length; i++) {
      matrix.set(i, 0.2 * (order[i] - order.length / 2) + offset);
    }
    return matrix;
  }
}
