package dev.rewind.core.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.Shape;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class MatrixPoolTest {
  private final MatrixPool pool = new MatrixPool();

  @Test
  void borrowedMatrixHasTheShape() {
    assertThat(Shape.of(pool.borrow(new Shape(2, 3)))).isEqualTo(new Shape(2, 3));
    assertThat(pool.borrow(new Shape(0, 3)).getNumElements()).isZero();
  }

  @Test
  void matrixGivenBackIsLentAgain() {
    DMatrixRMaj matrix = pool.borrow(new Shape(2, 3));
    pool.giveBack(matrix);
    assertThat(pool.borrow(new Shape(2, 3))).isSameAs(matrix);
    assertThat(pool.borrow(new Shape(2, 3))).isNotSameAs(matrix);
  }

  @Test
  void matrixServesAnyShapeOfItsSize() {
    DMatrixRMaj matrix = pool.borrow(new Shape(2, 6));
    pool.giveBack(matrix);
    assertThat(pool.borrow(new Shape(4, 2))).isNotSameAs(matrix);
    DMatrixRMaj again = pool.borrow(new Shape(4, 3));
    assertThat(again).isSameAs(matrix);
    assertThat(Shape.of(again)).isEqualTo(new Shape(4, 3));
  }

  @Test
  void twoBorrowersNeverShareAMatrix() {
    DMatrixRMaj a = pool.borrow(new Shape(1, 2));
    DMatrixRMaj b = pool.borrow(new Shape(1, 2));
    assertThat(a.data).isNotSameAs(b.data);
    pool.giveBack(a);
    pool.giveBack(b);
    assertThat(pool.borrow(new Shape(1, 2))).isNotSameAs(pool.borrow(new Shape(1, 2)));
  }

  @Test
  void borrowedZerosAreZeroAlsoInAUsedMatrix() {
    DMatrixRMaj matrix = pool.borrow(new Shape(2, 2));
    matrix.fill(Double.NaN);
    pool.giveBack(matrix);
    DMatrixRMaj zeros = pool.borrowZeros(new Shape(2, 2));
    assertThat(zeros).isSameAs(matrix);
    assertThat(zeros.data).containsOnly(0);
  }
}
