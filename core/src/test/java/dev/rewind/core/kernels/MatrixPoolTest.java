package dev.rewind.core.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
  void onlyMatricesThatWereNotThereAreMade() {
    DMatrixRMaj matrix = pool.borrow(new Shape(2, 3));
    pool.borrow(new Shape(2, 3));
    assertThat(pool.made()).isEqualTo(2);
    pool.giveBack(matrix);
    pool.borrowZeros(new Shape(3, 2));
    assertThat(pool.made()).isEqualTo(2);
    pool.borrowZeros(new Shape(3, 2));
    assertThat(pool.made()).isEqualTo(3);
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

  /** A step with n values, and a gradient for each that goes back before the next is borrowed. */
  private Set<DMatrixRMaj> step(int batch) {
    Set<DMatrixRMaj> used = Collections.newSetFromMap(new IdentityHashMap<>());
    List<DMatrixRMaj> values = new ArrayList<>();
    for (int columns = 1; columns <= 5; columns++) {
      values.add(pool.borrow(new Shape(batch, columns)));
    }
    for (DMatrixRMaj value : values) {
      DMatrixRMaj gradient = pool.borrow(Shape.of(value));
      used.add(gradient);
      pool.giveBack(gradient);
    }
    used.addAll(values);
    values.forEach(pool::giveBack);
    return used;
  }

  @Test
  void stepsOfTheSameShapesAllocateNothing() {
    Set<DMatrixRMaj> full = step(32);
    Set<DMatrixRMaj> last = step(7);
    assertThat(full).hasSize(10);
    for (int epoch = 0; epoch < 3; epoch++) {
      assertThat(full).containsExactlyInAnyOrderElementsOf(step(32));
      assertThat(full).containsExactlyInAnyOrderElementsOf(step(32));
      assertThat(last).containsExactlyInAnyOrderElementsOf(step(7));
    }
  }

  @Test
  void whatLiesIdleIsBoundedByWhatWasOutAtOneTime() {
    Map<Integer, DMatrixRMaj> seen = new TreeMap<>();
    int largest = 1000;
    for (int size = 1; size <= largest; size++) {
      DMatrixRMaj matrix = pool.borrow(new Shape(1, size));
      seen.put(size, matrix);
      pool.giveBack(matrix);
    }
    // 1000 + 999 + 998 + 997 elements are within four times 1000; the next would not be.
    seen.forEach(
        (size, matrix) ->
            assertThat(pool.borrow(new Shape(1, size)) == matrix).isEqualTo(size >= 997));
  }

  @Test
  void leastRecentlyUsedSizeIsDroppedFirst() {
    List<DMatrixRMaj> matrices = new ArrayList<>();
    for (int size : new int[] {100, 98, 97, 96}) {
      matrices.add(pool.borrow(new Shape(1, size)));
      pool.giveBack(matrices.get(matrices.size() - 1));
    }
    pool.giveBack(pool.borrow(new Shape(1, 100))); // now 98 is the oldest
    pool.giveBack(pool.borrow(new Shape(1, 99)));
    assertThat(pool.borrow(new Shape(1, 100))).isSameAs(matrices.get(0));
    assertThat(pool.borrow(new Shape(1, 98))).isNotSameAs(matrices.get(1));
    assertThat(pool.borrow(new Shape(1, 97))).isSameAs(matrices.get(2));
    assertThat(pool.borrow(new Shape(1, 96))).isSameAs(matrices.get(3));
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
