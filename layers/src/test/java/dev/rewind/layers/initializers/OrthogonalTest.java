package dev.rewind.layers.initializers;

import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.testkit.Tolerance;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrthogonalTest {
  /** Rounding of a QR decomposition of 64 columns. */
  private static final double ROUNDING = 1e-13;

  private static DMatrixRMaj create(int rows, int columns, double gain) {
    return Orthogonal.of().gain(gain).create(TensorShape.of(rows, columns), RandomSource.of(17));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 3", "2, 6", "6, 2", "64, 192", "1, 5", "5, 1"})
  void rowsOrColumnsAreOrthonormalTimesTheGain(int rows, int columns) {
    DMatrixRMaj w = create(rows, columns, 1.6);
    int side = Math.min(rows, columns);
    DMatrixRMaj gram = new DMatrixRMaj(side, side);
    if (rows <= columns) {
      CommonOps_DDRM.multTransB(w, w, gram);
    } else {
      CommonOps_DDRM.multTransA(w, w, gram);
    }
    DMatrixRMaj expected = CommonOps_DDRM.identity(side);
    CommonOps_DDRM.scale(1.6 * 1.6, expected);
    assertMatrix(gram).isCloseTo(expected, new Tolerance(0, ROUNDING));
  }

  /** The draw is A = Q · R with a positive diagonal of R, so R = Qᵀ · A must be that. */
  @ParameterizedTest
  @CsvSource({"6, 4", "5, 5"})
  void signsMakeTheDiagonalOfRPositive(int rows, int columns) {
    DMatrixRMaj q = create(rows, columns, 1);
    DMatrixRMaj normal = RandomSource.of(17).fillGaussian(0, 1, new DMatrixRMaj(rows, columns));
    DMatrixRMaj r = new DMatrixRMaj(columns, columns);
    CommonOps_DDRM.multTransA(q, normal, r);
    for (int i = 0; i < columns; i++) {
      assertThat(r.get(i, i)).isPositive();
      for (int j = 0; j < i; j++) {
        assertThat(r.get(i, j)).isCloseTo(0, within(ROUNDING));
      }
    }
  }

  @Test
  void wideMatrixIsTheTransposedTallOne() {
    DMatrixRMaj tall = create(6, 2, 1);
    assertThat(create(2, 6, 1).getData()).isEqualTo(CommonOps_DDRM.transpose(tall, null).getData());
  }

  @Test
  void tensorOfHigherRankIsTheMatrixThatHoldsIt() {
    DMatrixRMaj w = Orthogonal.of().create(TensorShape.of(2, 3, 4), RandomSource.of(17));
    assertThat(w.getData()).isEqualTo(create(6, 4, 1).getData());
  }
}
