package dev.rewind.core.kernels;

import static dev.rewind.core.kernels.Matrices.ROUNDING;
import static dev.rewind.core.kernels.Matrices.matrix;
import static dev.rewind.core.kernels.Matrices.normal;
import static dev.rewind.core.kernels.Matrices.notANumber;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.Shape;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@EachProvider
class SoftmaxKernelsTest {
  static final List<Shape> SHAPES = Matrices.SHAPES;

  private final Kernels kernels;

  SoftmaxKernelsTest(Kernels kernels) {
    this.kernels = kernels;
  }

  private static double sum(int columns, IntToDoubleFunction element) {
    return IntStream.range(0, columns).mapToDouble(element).sum();
  }

  private static DMatrixRMaj softmax(DMatrixRMaj x) {
    return matrix(
        Shape.of(x), (i, j) -> Math.exp(x.get(i, j)) / sum(x.numCols, k -> Math.exp(x.get(i, k))));
  }

  @ParameterizedTest
  @FieldSource("SHAPES")
  void softmaxIsThePartOfEachExponential(Shape shape) {
    DMatrixRMaj x = normal(shape, 1);
    DMatrixRMaj y = notANumber(shape);
    kernels.softmaxRows(x, y);
    assertMatrix(y).isCloseTo(softmax(x), ROUNDING);
    kernels.softmaxRows(x, x);
    assertThat(x.data).containsExactly(y.data);
  }

  @ParameterizedTest
  @FieldSource("SHAPES")
  void logSoftmaxIsTheLogarithmOfSoftmax(Shape shape) {
    DMatrixRMaj x = normal(shape, 1);
    DMatrixRMaj expected = softmax(x);
    DMatrixRMaj y = notANumber(shape);
    kernels.logSoftmaxRows(x, y);
    assertMatrix(y).isCloseTo(matrix(shape, (i, j) -> Math.log(expected.get(i, j))), ROUNDING);
    kernels.logSoftmaxRows(x, x);
    assertThat(x.data).containsExactly(y.data);
  }

  /** A kernel that adds to the gradient of a row: y, dy, dx. */
  private interface Derivative {
    void add(DMatrixRMaj y, DMatrixRMaj dy, DMatrixRMaj dx);
  }

  /** {@code ∂yⱼ/∂xₖ} of a row. */
  private interface Jacobian {
    double at(int row, int j, int k);
  }

  private static void requireJacobian(DMatrixRMaj y, Derivative derivative, Jacobian jacobian) {
    Shape shape = Shape.of(y);
    DMatrixRMaj dy = normal(shape, 2);
    DMatrixRMaj start = normal(shape, 3);
    DMatrixRMaj dx = start.copy();
    derivative.add(y, dy, dx);
    assertMatrix(dx)
        .isCloseTo(
            matrix(
                shape,
                (i, k) ->
                    start.get(i, k)
                        + sum(shape.columns(), j -> dy.get(i, j) * jacobian.at(i, j, k))),
            ROUNDING);
  }

  /** The Jacobian of softmax, ∂yⱼ/∂xₖ = yⱼ (δⱼₖ − yₖ), written out. */
  @ParameterizedTest
  @FieldSource("SHAPES")
  void gradientOfSoftmaxIsItsJacobian(Shape shape) {
    DMatrixRMaj y = softmax(normal(shape, 1));
    requireJacobian(
        y,
        kernels::addSoftmaxRowsDerivative,
        (i, j, k) -> y.get(i, j) * ((j == k ? 1 : 0) - y.get(i, k)));
  }

  /** The Jacobian of log-softmax, ∂yⱼ/∂xₖ = δⱼₖ − eʸₖ, written out. */
  @ParameterizedTest
  @FieldSource("SHAPES")
  void gradientOfLogSoftmaxIsItsJacobian(Shape shape) {
    DMatrixRMaj softmax = softmax(normal(shape, 1));
    requireJacobian(
        matrix(shape, (i, j) -> Math.log(softmax.get(i, j))),
        kernels::addLogSoftmaxRowsDerivative,
        (i, j, k) -> (j == k ? 1 : 0) - softmax.get(i, k));
  }

  @Test
  void largeArgumentsNeitherOverflowNorVanish() {
    DMatrixRMaj x =
        new DMatrixRMaj(
            new double[][] {{1e5, 1e5 - 1, -1e5}, {-750, -750, -750}, {0, -1 / 0.0, -750}});
    DMatrixRMaj y = new DMatrixRMaj(3, 3);
    double e = Math.exp(-1);
    kernels.softmaxRows(x, y);
    assertMatrix(y)
        .isCloseTo(
            new DMatrixRMaj(
                new double[][] {
                  {1 / (1 + e), e / (1 + e), 0}, {1 / 3.0, 1 / 3.0, 1 / 3.0}, {1, 0, 0}
                }),
            ROUNDING);
    kernels.logSoftmaxRows(x, y);
    double log = Math.log1p(e);
    assertMatrix(y)
        .isCloseTo(
            new DMatrixRMaj(
                new double[][] {
                  {-log, -1 - log, -2e5 - log},
                  {-Math.log(3), -Math.log(3), -Math.log(3)},
                  {0, -1 / 0.0, -750}
                }),
            ROUNDING);
  }

  @Test
  void sparsemaxAddsUpAllSumsAsKerasDoes() {
    // z = 0.9, 0.5, −2: sums 0.9, 1.4, −0.6; 2 · 0.5 > 0.4 and 3 · −2 < −1.6, so k = 2
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{0.5, -2, 0.9}});
    double tau = (0.9 + 1.4 - 1) / 2;
    DMatrixRMaj y = notANumber(new Shape(1, 3));
    kernels.sparsemaxRows(x, y);
    assertMatrix(y).isCloseTo(new DMatrixRMaj(new double[][] {{0, 0, 0.9 - tau}}), ROUNDING);
    // dτ = (2 dz₁ + dz₂) / 2
    DMatrixRMaj dx = new DMatrixRMaj(new double[][] {{10, 20, 30}});
    kernels.addSparsemaxRowsDerivative(x, y, new DMatrixRMaj(new double[][] {{5, 6, 7}}), dx);
    assertMatrix(dx)
        .isCloseTo(new DMatrixRMaj(new double[][] {{10 - 3.5, 20, 30 + 7 - 7}}), ROUNDING);
  }

  @Test
  void sparsemaxOfOneDominantElementIsOneHot() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{-1e5, 1e5, 3}, {750, -750, 0}});
    kernels.sparsemaxRows(x, x);
    assertThat(x.data).containsExactly(0, 1, 0, 1, 0, 0);
  }

  @Test
  void supportOfSparsemaxEndsOneBelowTheLargestOfTwo() {
    // 2 · z₂ > z₁ + z₂ − 1 where z₂ > z₁ − 1; then τ = (2 z₁ + z₂ − 1) / 2, else z₁ − 1
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{0.5, -0.4999}, {0.5, -0.5001}});
    kernels.sparsemaxRows(x, x);
    assertMatrix(x)
        .isCloseTo(new DMatrixRMaj(new double[][] {{0.5 + 0.24995, 0}, {1, 0}}), ROUNDING);
  }

  @Test
  void sparsemaxOfHugeNumbersIsFinite() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1e300, 1e17}, {-1e17, -1e300}});
    DMatrixRMaj y = notANumber(new Shape(2, 2));
    kernels.sparsemaxRows(x, y); // 1e300 − 1 is 1e300: the 1 is lost, but nothing worse happens
    assertThat(y.data).containsExactly(0, 0, 0, 0);
    DMatrixRMaj dx = new DMatrixRMaj(2, 2);
    kernels.addSparsemaxRowsDerivative(x, y, y, dx);
    assertThat(dx.data).containsOnly(0);
  }

  @Test
  void equalElementsShareTheSlopeOfSparsemax() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{0.2, 0.2, -5}});
    DMatrixRMaj y = new DMatrixRMaj(1, 3);
    kernels.sparsemaxRows(x, y);
    double tau = (0.2 + 0.4 - 1) / 2;
    assertMatrix(y)
        .isCloseTo(new DMatrixRMaj(new double[][] {{0.2 - tau, 0.2 - tau, 0}}), ROUNDING);
    DMatrixRMaj dx = new DMatrixRMaj(1, 3);
    kernels.addSparsemaxRowsDerivative(x, y, new DMatrixRMaj(new double[][] {{1, 3, 9}}), dx);
    // ∂τ/∂x = (2 + 1) / 2 / 2 for each of the two
    assertMatrix(dx)
        .isCloseTo(new DMatrixRMaj(new double[][] {{1 - 4 * 0.75, 3 - 4 * 0.75, 0}}), ROUNDING);
  }

  @Test
  void sparsemaxAgreesWithSortingInEachRow() {
    for (Shape shape : SHAPES) {
      DMatrixRMaj x = normal(shape, 6);
      DMatrixRMaj y = notANumber(shape);
      kernels.sparsemaxRows(x, y);
      assertMatrix(y)
          .isCloseTo(
              matrix(shape, (i, j) -> Math.max(x.get(i, j) - tauBySorting(x, i), 0)), ROUNDING);
    }
  }

  private static double tauBySorting(DMatrixRMaj x, int row) {
    double[] falling =
        IntStream.range(0, x.numCols)
            .mapToDouble(j -> -x.get(row, j))
            .sorted()
            .map(value -> -value)
            .toArray();
    double sum = 0;
    double sumOfSums = 0;
    int support = 0;
    for (int r = 1; r <= falling.length; r++) {
      sum += falling[r - 1];
      if (falling[r - 1] - (sum - 1) / r > 0) {
        support++;
        sumOfSums += sum;
      }
    }
    return (sumOfSums - 1) / support;
  }
}
