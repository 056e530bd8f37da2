package dev.rewind.layers.constraints;

import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.testkit.Tolerance;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProjectionTest {
  private static final double EPSILON = 1e-7;

  /** Rounding of one multiplication and one division. */
  private static final Tolerance ROUNDING = new Tolerance(1e-15, 0);

  /** What ε in the denominator takes from norms above 0.1, twice. */
  private static final Tolerance TWICE_EPSILON = new Tolerance(3e-6, 0);

  private static final TensorShape KERNEL = TensorShape.of(4, 6);

  private static DMatrixRMaj weight(TensorShape shape) {
    return RandomSource.of(9).fillGaussian(0, 1, shape.zeros());
  }

  private static DMatrixRMaj projected(Constraint constraint, TensorShape shape, DMatrixRMaj w) {
    DMatrixRMaj result = w.copy();
    constraint.project(shape, result);
    return result;
  }

  private static double columnNorm(DMatrixRMaj w, int column) {
    return NormOps_DDRM.normP2(CommonOps_DDRM.extractColumn(w, column, null));
  }

  private static double rowNorm(DMatrixRMaj w, int row) {
    return NormOps_DDRM.normP2(CommonOps_DDRM.extractRow(w, row, null));
  }

  @Test
  void maxNormShortensColumnsAboveTheLimit() {
    DMatrixRMaj w = weight(KERNEL);
    DMatrixRMaj expected = w.copy();
    for (int column = 0; column < w.numCols; column++) {
      double norm = columnNorm(w, column);
      double factor = Math.min(norm, 1.5) / (EPSILON + norm);
      CommonOps_DDRM.scaleCol(factor, expected, column);
    }
    assertMatrix(projected(MaxNorm.of(1.5), KERNEL, w)).isCloseTo(expected, ROUNDING);
  }

  @Test
  void minMaxNormGoesPartOfTheWay() {
    DMatrixRMaj w = weight(KERNEL);
    DMatrixRMaj expected = w.copy();
    for (int row = 0; row < w.numRows; row++) {
      double norm = rowNorm(w, row);
      double clipped = norm < 2 ? 2 : norm > 2.5 ? 2.5 : norm;
      double wanted = 0.3 * clipped + (1 - 0.3) * norm;
      CommonOps_DDRM.scaleRow(wanted / (EPSILON + norm), expected, row);
    }
    assertMatrix(projected(MinMaxNorm.of(2, 2.5).rate(0.3).axis(1), KERNEL, w))
        .isCloseTo(expected, ROUNDING);
  }

  @Test
  void unitNormDividesByTheNorm() {
    DMatrixRMaj w = weight(KERNEL);
    DMatrixRMaj expected = w.copy();
    CommonOps_DDRM.divide(expected, EPSILON + NormOps_DDRM.normF(w));
    assertMatrix(projected(UnitNorm.of().axis(Axes.all()), KERNEL, w))
        .isCloseTo(expected, ROUNDING);
    assertMatrix(projected(UnitNorm.of().axis(Axes.of(0, -1)), KERNEL, w))
        .isCloseTo(expected, ROUNDING);
  }

  @Test
  void nonNegReplacesWhatIsBelowZero() {
    DMatrixRMaj w = new DMatrixRMaj(new double[][] {{-1, 0, 2}});
    assertThat(projected(NonNeg.of(), TensorShape.of(3), w).get2DData())
        .isDeepEqualTo(new double[][] {{0, 0, 2}});
  }

  @Test
  void axisZeroOfABiasGoesAlongItsElements() {
    DMatrixRMaj w = new DMatrixRMaj(new double[][] {{3, 4}});
    double kept = 1 / (5 + EPSILON);
    assertMatrix(projected(MaxNorm.of(1), TensorShape.of(2), w))
        .isCloseTo(new DMatrixRMaj(new double[][] {{3 * kept, 4 * kept}}), ROUNDING);
  }

  @Test
  void axisZeroOfAKernelWithOneRowGoesDownItsColumns() {
    DMatrixRMaj w = new DMatrixRMaj(new double[][] {{3, 4}});
    assertMatrix(projected(MaxNorm.of(1), TensorShape.of(1, 2), w))
        .isCloseTo(
            new DMatrixRMaj(new double[][] {{3 / (3 + EPSILON), 4 / (4 + EPSILON)}}), ROUNDING);
  }

  @Test
  void axesOfHigherRanksMakeOneVectorPerFilter() {
    TensorShape shape = TensorShape.of(2, 3, 4);
    DMatrixRMaj w = weight(shape);
    // Axes 0 and 1 together are the rows of the matrix that holds the tensor.
    assertMatrix(projected(UnitNorm.of().axis(Axes.of(0, 1)), shape, w))
        .isCloseTo(projected(UnitNorm.of(), TensorShape.of(6, 4), w), ROUNDING);
    // Axis 1: elements (i, 0, k), (i, 1, k), (i, 2, k) are the rows 3i, 3i + 1, 3i + 2.
    DMatrixRMaj middle = projected(UnitNorm.of().axis(1), shape, w);
    for (int i = 0; i < 2; i++) {
      for (int k = 0; k < 4; k++) {
        double norm =
            Math.hypot(
                Math.hypot(middle.get(3 * i, k), middle.get(3 * i + 1, k)),
                middle.get(3 * i + 2, k));
        assertThat(norm).isCloseTo(1, within(1e-6));
      }
    }
  }

  static Stream<Constraint> constraints() {
    return Stream.of(
        MaxNorm.of(0.8),
        MaxNorm.of(0.8).axis(-1),
        MaxNorm.of(0.8).axis(Axes.all()),
        MaxNorm.of(0),
        NonNeg.of(),
        UnitNorm.of(),
        UnitNorm.of().axis(1),
        MinMaxNorm.of(0.5, 0.9),
        MinMaxNorm.of(0.5, 0.9).axis(Axes.of(0, 1)));
  }

  @ParameterizedTest
  @MethodSource("constraints")
  void projectingTwiceIsProjectingOnce(Constraint constraint) {
    DMatrixRMaj once = projected(constraint, KERNEL, weight(KERNEL));
    assertMatrix(projected(constraint, KERNEL, once)).isCloseTo(once, TWICE_EPSILON);
  }

  @ParameterizedTest
  @MethodSource("constraints")
  void zerosStayZeros(Constraint constraint) {
    assertThat(projected(constraint, KERNEL, KERNEL.zeros()).getData()).containsOnly(0);
  }

  @Test
  void normsLieWithinTheLimits() {
    DMatrixRMaj w = weight(KERNEL);
    CommonOps_DDRM.scaleCol(10, w, 1);
    CommonOps_DDRM.scaleCol(0.01, w, 2);
    DMatrixRMaj max = projected(MaxNorm.of(0.8), KERNEL, w);
    DMatrixRMaj minMax = projected(MinMaxNorm.of(0.5, 0.9), KERNEL, w);
    for (int column = 0; column < 6; column++) {
      assertThat(columnNorm(max, column)).isLessThanOrEqualTo(0.8);
      assertThat(columnNorm(minMax, column)).isBetween(0.5 - 1e-5, 0.9);
    }
    assertThat(columnNorm(max, 2)).isCloseTo(columnNorm(w, 2), within(1e-6));
  }

  @Test
  void rateZeroLeavesTheWeight() {
    DMatrixRMaj w = weight(KERNEL);
    assertMatrix(projected(MinMaxNorm.of(5, 6).rate(0), KERNEL, w)).isCloseTo(w, TWICE_EPSILON);
  }
}
