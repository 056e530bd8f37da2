package dev.rewind.autograd.ops;

import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.testkit.Tolerance;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** The values of arithmetic, reductions and structure, by plain loops or by hand. */
class OpValuesTest {
  private static final Tolerance EXACT = new Tolerance(0, 0);
  private static final Tolerance ROUNDING = new Tolerance(1e-14, 1e-14);
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static final DMatrixRMaj A = matrix(new double[][] {{1, -2, 3}, {-4, 5, 6}});
  private static final DMatrixRMaj B = matrix(new double[][] {{2, 7, -1}, {3, -5, 4}});

  private static DMatrixRMaj matrix(double[][] rows) {
    return new DMatrixRMaj(rows);
  }

  private static DMatrixRMaj row(double... values) {
    return new DMatrixRMaj(1, values.length, true, values);
  }

  private static DMatrixRMaj column(double... values) {
    return new DMatrixRMaj(values.length, 1, true, values);
  }

  private static DMatrixRMaj value(Function<Variable[], Variable> function, DMatrixRMaj... inputs) {
    try (Tape tape = Tape.create()) {
      Variable[] x = new Variable[inputs.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = tape.variable(inputs[i]);
      }
      return function.apply(x).value().copy();
    }
  }

  private static void assertValue(
      DMatrixRMaj expected, UnaryOperator<Variable> function, DMatrixRMaj x) {
    assertMatrix(value(variables -> function.apply(variables[0]), x)).isCloseTo(expected, ROUNDING);
  }

  private static void assertBroadcast(BinaryOperator<Variable> op, DoubleBinaryOperator expected) {
    for (DMatrixRMaj b : List.of(B, row(2, 7, -1), column(3, -5), row(4))) {
      DMatrixRMaj result = A.copy();
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 3; j++) {
          double partner = b.get(b.numRows == 1 ? 0 : i, b.numCols == 1 ? 0 : j);
          result.set(i, j, expected.applyAsDouble(A.get(i, j), partner));
        }
      }
      assertMatrix(value(x -> op.apply(x[0], x[1]), A, b)).isCloseTo(result, EXACT);
    }
  }

  private static void assertElementwise(UnaryOperator<Variable> op, DoubleUnaryOperator expected) {
    DMatrixRMaj x = RandomSource.of(1).fillUniform(0.1, 5, new DMatrixRMaj(3, 5));
    DMatrixRMaj result = x.copy();
    for (int i = 0; i < result.getNumElements(); i++) {
      result.set(i, expected.applyAsDouble(x.get(i)));
    }
    assertValue(result, op, x);
  }

  @Test
  void productsOfMatrices() {
    DMatrixRMaj product = matrix(new double[][] {{-15, 25}, {21, -13}});
    DMatrixRMaj bTransposed = matrix(new double[][] {{2, 3}, {7, -5}, {-1, 4}});
    DMatrixRMaj aTransposed = matrix(new double[][] {{1, -4}, {-2, 5}, {3, 6}});
    assertMatrix(value(x -> Ops.matmul(x[0], x[1]), A, bTransposed)).isCloseTo(product, EXACT);
    assertMatrix(value(x -> Ops.matmulTransB(x[0], x[1]), A, B)).isCloseTo(product, EXACT);
    assertMatrix(value(x -> Ops.matmulTransA(x[0], x[1]), aTransposed, bTransposed))
        .isCloseTo(product, EXACT);
  }

  @Test
  void rightOperandIsBroadcast() {
    assertBroadcast(Ops::add, (a, b) -> a + b);
    assertBroadcast(Ops::sub, (a, b) -> a - b);
    assertBroadcast(Ops::mul, (a, b) -> a * b);
    assertBroadcast(Ops::div, (a, b) -> a / b);
    assertBroadcast(Ops::maximum, (a, b) -> a > b ? a : b);
    assertBroadcast(Ops::minimum, (a, b) -> a < b ? a : b);
  }

  @Test
  void functionsOfElements() {
    assertElementwise(x -> Ops.addScalar(x, 1.5), x -> x + 1.5);
    assertElementwise(x -> Ops.scale(x, -2), x -> -2 * x);
    assertElementwise(Ops::neg, x -> -x);
    assertElementwise(Ops::square, x -> x * x);
    assertElementwise(Ops::sqrt, StrictMath::sqrt);
    assertElementwise(Ops::exp, StrictMath::exp);
    assertElementwise(Ops::log, StrictMath::log);
    assertElementwise(x -> Ops.abs(Ops.neg(x)), x -> x);
    assertElementwise(x -> Ops.pow(x, 3), x -> x * x * x);
    assertElementwise(x -> Ops.pow(x, -0.5), x -> 1 / Math.sqrt(x));
    assertElementwise(x -> Ops.clip(x, 1, 2), x -> x < 1 ? 1 : x > 2 ? 2 : x);
  }

  @Test
  void edgesOfElementaryFunctions() {
    assertValue(row(0, INFINITY, Double.NaN), Ops::sqrt, row(0, INFINITY, -1));
    assertValue(row(-INFINITY, 0, Double.NaN), Ops::log, row(0, 1, -1));
    assertValue(row(1, 1, 1), x -> Ops.pow(x, 0), row(0, -3, INFINITY));
    assertValue(row(INFINITY, Double.NaN), x -> Ops.div(x, x.tape().constant(0)), row(1, 0));
    assertValue(row(Double.NaN), x -> Ops.maximum(x, x.tape().constant(Double.NaN)), row(1));
  }

  @Test
  void sumsMeansAndMaxima() {
    assertValue(row(9), Ops::sum, A);
    assertValue(row(-3, 3, 9), Ops::sumOverRows, A);
    assertValue(column(2, 7), Ops::sumOverColumns, A);
    assertValue(row(1.5), Ops::mean, A);
    assertValue(row(-1.5, 1.5, 4.5), Ops::meanOverRows, A);
    assertValue(column(2 / 3.0, 7 / 3.0), Ops::meanOverColumns, A);
    assertValue(row(6), Ops::max, A);
    assertValue(row(1, 5, 6), Ops::maxOverRows, A);
    assertValue(column(3, 6), Ops::maxOverColumns, A);
  }

  @Test
  void sumOfNothingIsZero() {
    assertValue(row(0), Ops::sum, new DMatrixRMaj(0, 3));
    assertValue(row(0, 0, 0), Ops::sumOverRows, new DMatrixRMaj(0, 3));
  }

  @Test
  void norms() {
    DMatrixRMaj x = matrix(new double[][] {{3, 0, -4}, {0, 12, 0}});
    assertValue(row(19), Ops::l1Norm, x);
    assertValue(row(13), Ops::l2Norm, x);
    assertValue(row(3, 12, 4), Ops::l2NormOverRows, x);
    assertValue(column(5, 12), Ops::l2NormOverColumns, x);
  }

  @Test
  void normalizedRowsHaveLengthOneUnlessTheyAreZero() {
    DMatrixRMaj x = matrix(new double[][] {{3, 0, -4}, {0, 0, 0}, {0, 1e-9, 0}});
    assertValue(
        matrix(new double[][] {{0.6, 0, -0.8}, {0, 0, 0}, {0, 0.01, 0}}),
        v -> Ops.l2NormalizeRows(v, 1e-7),
        x);
  }

  @Test
  void softmaxLogSoftmaxAndSparsemaxGoAlongRows() {
    DMatrixRMaj x = matrix(new double[][] {{0, Math.log(3), 0}, {1e5, -1e5, 1e5}});
    double l5 = Math.log(5);
    assertValue(matrix(new double[][] {{0.2, 0.6, 0.2}, {0.5, 0, 0.5}}), Ops::softmax, x);
    assertValue(
        matrix(
            new double[][] {
              {-l5, Math.log(3) - l5, -l5}, {-Math.log(2), -2e5 - Math.log(2), -Math.log(2)}
            }),
        Ops::logSoftmax,
        x);
    assertValue(row(0, 1, 0), Ops::sparsemax, row(0, 2, 0.5));
  }

  @Test
  void slicesTransposesAndJoins() {
    assertValue(row(-4, 5, 6), x -> Ops.sliceRows(x, 1, 2), A);
    assertValue(matrix(new double[][] {{-2, 3}, {5, 6}}), x -> Ops.sliceColumns(x, 1, 3), A);
    assertValue(matrix(new double[][] {{1, -4}, {-2, 5}, {3, 6}}), Ops::transpose, A);
    assertValue(matrix(new double[][] {{1, -2}, {3, -4}, {5, 6}}), x -> Ops.reshape(x, 3, 2), A);
    assertMatrix(value(x -> Ops.concatRows(x), A, row(7, 8, 9)))
        .isCloseTo(matrix(new double[][] {{1, -2, 3}, {-4, 5, 6}, {7, 8, 9}}), EXACT);
    assertMatrix(value(x -> Ops.concatColumns(x), column(7, 8), A))
        .isCloseTo(matrix(new double[][] {{7, 1, -2, 3}, {8, -4, 5, 6}}), EXACT);
  }

  @Test
  void sequenceIsStoredTimeMajor() {
    try (Tape tape = Tape.create()) {
      Variable sequence =
          Ops.stackTime(
              List.of(tape.constant(A), tape.constant(B), tape.constant(A), tape.constant(B)));
      assertMatrix(sequence.value())
          .isCloseTo(
              matrix(
                  new double[][] {
                    {1, -2, 3}, {-4, 5, 6}, {2, 7, -1}, {3, -5, 4},
                    {1, -2, 3}, {-4, 5, 6}, {2, 7, -1}, {3, -5, 4}
                  }),
              EXACT);
      List<Variable> steps = Ops.splitTime(sequence, 4);
      assertThat(steps).hasSize(4);
      for (int t = 0; t < 4; t++) {
        assertMatrix(steps.get(t).value()).named("step " + t).isCloseTo(t % 2 == 0 ? A : B, EXACT);
      }
    }
  }

  @Test
  void gatheredRowsMayRepeat() {
    assertValue(
        matrix(new double[][] {{-4, 5, 6}, {1, -2, 3}, {-4, 5, 6}}),
        table -> Ops.gatherRows(table, 1, 0, 1),
        A);
    assertValue(new DMatrixRMaj(0, 3), table -> Ops.gatherRows(table), A);
  }

  @Test
  void whereTakesTheConditionElementByElementOrByRowOrColumn() {
    BinaryOperator<Variable> each =
        (a, b) -> Ops.where(a.tape().constant(matrix(new double[][] {{1, 0, 0}, {0, 1, 1}})), a, b);
    assertMatrix(value(x -> each.apply(x[0], x[1]), A, B))
        .isCloseTo(matrix(new double[][] {{1, 7, -1}, {3, 5, 6}}), EXACT);
    assertMatrix(value(x -> Ops.where(x[0], x[1], x[2]), column(0, 1), A, B))
        .isCloseTo(matrix(new double[][] {{2, 7, -1}, {-4, 5, 6}}), EXACT);
    assertMatrix(value(x -> Ops.where(x[0], x[1], x[2]), row(0, 1, 0), A, B))
        .isCloseTo(matrix(new double[][] {{2, -2, -1}, {3, 5, 4}}), EXACT);
    assertMatrix(value(x -> Ops.where(x[0], x[1], x[2]), row(1), A, B)).isCloseTo(A, EXACT);
  }
}
