package dev.rewind.core.kernels;

import static dev.rewind.core.kernels.Matrices.matrix;
import static dev.rewind.core.kernels.Matrices.normal;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static dev.rewind.testkit.MatrixAssertions.assertNumber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.Shape;
import dev.rewind.testkit.Tolerance;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Test;

@EachProvider
class UpdateKernelsTest {
  /** Other formulas for the same function, of a few roundings. */
  private static final Tolerance FORMULA = new Tolerance(1e-13, 1e-14);

  private static final double EPSILON = 0.01;

  private final Kernels kernels;

  UpdateKernelsTest(Kernels kernels) {
    this.kernels = kernels;
  }

  /** Changes the target, given x, averages of squares, and averages. */
  private interface Update {
    void apply(DMatrixRMaj x, DMatrixRMaj squares, DMatrixRMaj means, DMatrixRMaj target);
  }

  /** One element of the target after the update. */
  private interface Equation {
    double apply(double x, double square, double mean, double target);
  }

  private static void assertComputes(Update kernel, Equation equation) {
    for (Shape shape : Matrices.SHAPES) {
      DMatrixRMaj x = normal(shape, 1);
      DMatrixRMaj means = normal(shape, 2);
      DMatrixRMaj squares = matrix(shape, (i, j) -> means.get(i, j) * means.get(i, j) + 0.5);
      DMatrixRMaj target = normal(shape, 3);
      DMatrixRMaj expected =
          matrix(
              shape,
              (i, j) ->
                  equation.apply(
                      x.get(i, j), squares.get(i, j), means.get(i, j), target.get(i, j)));
      kernel.apply(x, squares, means, target);
      assertMatrix(target).isCloseTo(expected, FORMULA);
      assertThat(x.data).containsExactly(normal(shape, 1).data);
      assertThat(means.data).containsExactly(normal(shape, 2).data);
    }
  }

  @Test
  void averageMovesTowardsTheNewNumbers() {
    assertComputes(
        (x, squares, means, y) -> kernels.average(0.9, x, y),
        (x, square, mean, y) -> y + (x - y) / 10);
  }

  @Test
  void averageOfSquaresMovesTowardsTheirSquares() {
    assertComputes(
        (x, squares, means, y) -> kernels.averageSquares(0.75, x, y),
        (x, square, mean, y) -> y + (x * x - y) / 4);
  }

  @Test
  void squaresAddUp() {
    assertComputes(
        (x, squares, means, y) -> kernels.addSquares(x, y), (x, square, mean, y) -> y + x * x);
  }

  @Test
  void stepIsDividedBySizeAndEpsilon() {
    assertComputes(
        (x, squares, means, y) -> kernels.addOverSum(-0.3, x, squares, EPSILON, y),
        (x, square, mean, y) -> y - 0.3 * x / (square + EPSILON));
  }

  @Test
  void rootIsTakenBeforeEpsilonIsAdded() {
    assertComputes(
        (x, squares, means, y) -> kernels.addOverRoot(-0.3, x, squares, EPSILON, y),
        (x, square, mean, y) -> y - 0.3 * x / (Math.sqrt(square) + EPSILON));
  }

  @Test
  void rootIsTakenAfterEpsilonIsAdded() {
    assertComputes(
        (x, squares, means, y) -> kernels.addOverRootOfSum(-0.3, x, squares, EPSILON, y),
        (x, square, mean, y) -> y - 0.3 * x / Math.sqrt(square + EPSILON));
  }

  @Test
  void deviationIsTheRootOfSquaresWithoutTheSquareOfTheMean() {
    assertComputes(
        (x, squares, means, y) -> kernels.addOverDeviation(-0.3, x, squares, means, EPSILON, y),
        (x, square, mean, y) -> y - 0.3 * x / Math.sqrt(square - mean * mean + EPSILON));
  }

  @Test
  void sumOfSquaresLeavesOutSpareStorage() {
    DMatrixRMaj x = new DMatrixRMaj(3, 3);
    kernels.fill(2, x);
    assertThat(kernels.sumOfSquares(x)).isEqualTo(36);
    x.reshape(2, 3);
    assertThat(kernels.sumOfSquares(x)).isEqualTo(24);
    DMatrixRMaj random = normal(17, 31, 1);
    double norm = NormOps_DDRM.normF(random);
    assertNumber(Math.sqrt(kernels.sumOfSquares(random))).isCloseTo(norm, FORMULA);
  }
}
