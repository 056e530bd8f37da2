package dev.rewind.core.kernels;

import static dev.rewind.core.kernels.Matrices.EXACT;
import static dev.rewind.core.kernels.Matrices.ROUNDING;
import static dev.rewind.core.kernels.Matrices.coarse;
import static dev.rewind.core.kernels.Matrices.matrix;
import static dev.rewind.core.kernels.Matrices.normal;
import static dev.rewind.core.kernels.Matrices.notANumber;
import static dev.rewind.core.kernels.Matrices.plusSums;
import static dev.rewind.core.kernels.Matrices.serving;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static dev.rewind.testkit.MatrixAssertions.assertNumber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.Shape;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@EachProvider
class ReductionKernelsTest {
  private final Kernels kernels;

  ReductionKernelsTest(Kernels kernels) {
    this.kernels = kernels;
  }

  /** Every shape with one row, one column and one element to reduce it to. */
  static List<Arguments> reductions() {
    List<Arguments> pairs = new ArrayList<>();
    for (Shape shape : Matrices.SHAPES) {
      List<Shape> partners = Matrices.partners(shape);
      partners.subList(1, partners.size()).forEach(y -> pairs.add(Arguments.of(shape, y)));
    }
    return pairs;
  }

  /** The largest of the elements of x that fall on each element of a matrix of the given shape. */
  private static DMatrixRMaj largest(DMatrixRMaj x, Shape shape) {
    DMatrixRMaj largest = matrix(shape, (i, j) -> Double.NEGATIVE_INFINITY);
    for (int i = 0; i < x.numRows; i++) {
      for (int j = 0; j < x.numCols; j++) {
        int row = shape.rows() == 1 ? 0 : i;
        int column = shape.columns() == 1 ? 0 : j;
        largest.set(row, column, Math.max(largest.get(row, column), x.get(i, j)));
      }
    }
    return largest;
  }

  @Test
  void sumOfAllElementsIgnoresSpareStorage() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1, 2}, {4, 8}, {16, 32}});
    assertNumber(kernels.sum(x)).isCloseTo(63, EXACT);
    x.reshape(1, 3);
    assertNumber(kernels.sum(x)).isCloseTo(7, EXACT);
  }

  @Test
  void firstElementThatIsNotFiniteIsFoundInStorageOrder() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1, -Double.MAX_VALUE}, {0, 8}, {16, 32}});
    assertThat(kernels.firstNotFinite(x)).isEqualTo(-1);
    x.set(2, 1, Double.NaN);
    assertThat(kernels.firstNotFinite(x)).isEqualTo(5);
    x.set(1, 1, Double.NEGATIVE_INFINITY);
    assertThat(kernels.firstNotFinite(x)).isEqualTo(3);
    x.set(0, 0, Double.POSITIVE_INFINITY);
    assertThat(kernels.firstNotFinite(x)).isZero();
    x.set(0, 0, 1);
    x.reshape(1, 3);
    assertThat(kernels.firstNotFinite(x)).as("spare storage").isEqualTo(-1);
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void sumsAreAdded(Shape shape, Shape reduced) {
    DMatrixRMaj x = normal(shape, 1);
    DMatrixRMaj start = normal(reduced, 2);
    DMatrixRMaj y = start.copy();
    kernels.addSums(0.5, x, y);
    assertMatrix(y).isCloseTo(plusSums(start, shape, (i, j) -> 0.5 * x.get(i, j)), ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void spreadIsTheReverseOfSums(Shape shape, Shape reduced) {
    DMatrixRMaj y = normal(reduced, 1);
    DMatrixRMaj start = normal(shape, 2);
    DMatrixRMaj x = start.copy();
    kernels.addSpread(-0.5, y, x);
    assertMatrix(x)
        .isCloseTo(matrix(shape, (i, j) -> start.get(i, j) - 0.5 * serving(y, i, j)), ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void maximaAreTheLargestElements(Shape shape, Shape reduced) {
    DMatrixRMaj x = normal(shape, 1);
    DMatrixRMaj y = notANumber(reduced);
    kernels.maxima(x, y);
    assertMatrix(y).isCloseTo(largest(x, reduced), EXACT);
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void gradientOfMaximaIsSharedByTies(Shape shape, Shape reduced) {
    DMatrixRMaj x = coarse(shape, 1);
    DMatrixRMaj y = largest(x, reduced);
    DMatrixRMaj dy = normal(reduced, 2);
    DMatrixRMaj start = normal(shape, 3);
    DMatrixRMaj dx = start.copy();
    kernels.addMaximaDerivative(x, y, dy, dx);

    DMatrixRMaj ties =
        plusSums(
            new DMatrixRMaj(reduced.rows(), reduced.columns()),
            shape,
            (i, j) -> x.get(i, j) == serving(y, i, j) ? 1 : 0);
    assertMatrix(dx)
        .isCloseTo(
            matrix(
                shape,
                (i, j) ->
                    x.get(i, j) == serving(y, i, j)
                        ? start.get(i, j) + serving(dy, i, j) / serving(ties, i, j)
                        : start.get(i, j)),
            ROUNDING);
  }

  @Test
  void maximumOfNotANumberIsNotANumber() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1, Double.NaN, 3}, {4, 5, 6}});
    DMatrixRMaj y = new DMatrixRMaj(2, 1);
    kernels.maxima(x, y);
    assertThat(y.data).containsExactly(Double.NaN, 6);
  }

  @Test
  void gradientOfAMaximumThatIsNotANumberIsNotANumber() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1, Double.NaN}, {4, 5}});
    DMatrixRMaj y = new DMatrixRMaj(new double[] {Double.NaN, 5});
    DMatrixRMaj dx = new DMatrixRMaj(2, 2);
    kernels.addMaximaDerivative(x, y, new DMatrixRMaj(new double[] {2, 3}), dx);
    assertThat(dx.data).containsExactly(Double.NaN, Double.NaN, 0, 3);
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void lengthsAreRootsOfSumsOfSquares(Shape shape, Shape reduced) {
    DMatrixRMaj x = normal(shape, 1);
    DMatrixRMaj y = notANumber(reduced);
    kernels.lengths(x, y);
    DMatrixRMaj squares =
        plusSums(
            new DMatrixRMaj(reduced.rows(), reduced.columns()),
            shape,
            (i, j) -> x.get(i, j) * x.get(i, j));
    assertMatrix(y).isCloseTo(matrix(reduced, (i, j) -> Math.sqrt(squares.get(i, j))), ROUNDING);

    DMatrixRMaj dy = normal(reduced, 2);
    DMatrixRMaj start = normal(shape, 3);
    DMatrixRMaj dx = start.copy();
    kernels.addLengthsDerivative(x, y, dy, dx);
    assertMatrix(dx)
        .named("gradient")
        .isCloseTo(
            matrix(
                shape,
                (i, j) -> start.get(i, j) + serving(dy, i, j) * x.get(i, j) / serving(y, i, j)),
            ROUNDING);
  }

  @Test
  void lengthNeitherOverflowsNorVanishes() {
    DMatrixRMaj x =
        new DMatrixRMaj(
            new double[][] {
              {3e200, 4e200},
              {3e-200, -4e-200},
              {0, -0.0},
              {Double.NEGATIVE_INFINITY, 1},
              {Double.NaN, 1}
            });
    DMatrixRMaj y = new DMatrixRMaj(5, 1);
    kernels.lengths(x, y);
    assertMatrix(y)
        .isCloseTo(new DMatrixRMaj(new double[] {5e200, 5e-200, 0, 1 / 0.0, Double.NaN}), ROUNDING);
    assertThat(y.get(1)).isEqualTo(5e-200);
  }

  @Test
  void lengthOfZeroHasNoSlope() {
    DMatrixRMaj zeros = new DMatrixRMaj(2, 2);
    DMatrixRMaj y = new DMatrixRMaj(1, 1);
    DMatrixRMaj dx = new DMatrixRMaj(new double[][] {{1, 2}, {3, 4}});
    kernels.addLengthsDerivative(zeros, y, new DMatrixRMaj(new double[] {7}), dx);
    assertThat(dx.data).containsExactly(1, 2, 3, 4);
  }
}
