package dev.rewind.core.kernels;

import static dev.rewind.core.kernels.Matrices.normal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All products on sizes 1 to 67, within the classical bound of rounding: an element that is a sum
 * of k products is off by at most {@code (k + 2)·u·Σ|a·b|}, u = 2⁻⁵³ (Higham, "Accuracy and
 * stability of numerical algorithms", section 3.1).
 */
@EachProvider
class OddSizesTest {
  private static final int PARTS = 2;
  private static final int LARGEST = 67;
  private static final double UNIT_ROUNDOFF = 0x1p-53;

  private final Kernels kernels;

  OddSizesTest(Kernels kernels) {
    this.kernels = kernels;
  }

  /** Every size, as one of the three. */
  static IntStream sizes() {
    return IntStream.rangeClosed(1, LARGEST);
  }

  private static void assertBounded(
      DMatrixRMaj c, DMatrixRMaj a, boolean transA, DMatrixRMaj b, boolean transB) {
    int count = transA ? a.numRows : a.numCols;
    for (int i = 0; i < c.numRows; i++) {
      for (int j = 0; j < c.numCols; j++) {
        double sum = 0;
        double size = 0;
        for (int k = 0; k < count; k++) {
          double product =
              (transA ? a.get(k, i) : a.get(i, k)) * (transB ? b.get(j, k) : b.get(k, j));
          sum += product;
          size += Math.abs(product);
        }
        double bound = 2 * (count + 2) * UNIT_ROUNDOFF * size; // once for c, once for sum
        assertThat(Math.abs(c.get(i, j) - sum)).isLessThanOrEqualTo(bound);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void productsOfMatricesKeepTheBound(int size) {
    RandomSource random = RandomSource.of(size);
    int[] m = {size, 1 + random.nextInt(LARGEST), 1 + random.nextInt(LARGEST)};
    int[] k = {1 + random.nextInt(LARGEST), size, 1 + random.nextInt(LARGEST)};
    int[] n = {1 + random.nextInt(LARGEST), 1 + random.nextInt(LARGEST), size};
    for (int i = 0; i < m.length; i++) {
      DMatrixRMaj c = normal(m[i], n[i], 3);
      DMatrixRMaj a = normal(m[i], k[i], 1);
      DMatrixRMaj b = normal(k[i], n[i], 2);
      kernels.multiply(a, b, c);
      assertBounded(c, a, false, b, false);
      DMatrixRMaj aTurned = normal(k[i], m[i], 1);
      kernels.multiplyTransA(aTurned, b, c);
      assertBounded(c, aTurned, true, b, false);
      DMatrixRMaj bTurned = normal(n[i], k[i], 2);
      kernels.multiplyTransB(a, bTurned, c);
      assertBounded(c, a, false, bTurned, true);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void packedProductsKeepTheBound(int size) {
    RandomSource random = RandomSource.of(size);
    int rows = 1 + random.nextInt(LARGEST);
    int other = 1 + random.nextInt(LARGEST);
    assertPacked(rows, size, other);
    assertPacked(rows, other, size);
    assertPacked(size, rows, other);
  }

  /** So large that threads share the laying out, panel by panel. */
  @Test
  void packedProductsOfLargeMatricesKeepTheBound() {
    assertPacked(2, 700, 150);
    assertPacked(2, 150, 700);
  }

  private void assertPacked(int rows, int count, int columns) {
    DMatrixRMaj a = normal(rows, count, 1);
    DMatrixRMaj b = normal(count, columns, 2);
    DMatrixRMaj turned = normal(columns, count, 2);
    DMatrixRMaj c = normal(rows, kernels.padded(columns), 3);
    RowSet all = new RowSet(rows).step(0);
    DMatrixRMaj storage = matrix(kernels.packedSize(count, columns));
    multiply(a, kernels.pack(Block.of(b), storage), c, all);
    assertBounded(firstColumns(c, columns), a, false, b, false);
    multiply(a, kernels.packTransposed(Block.of(turned), storage), c, all);
    assertBounded(firstColumns(c, columns), a, false, turned, true);
  }

  private void multiply(DMatrixRMaj a, Packed b, DMatrixRMaj c, RowSet rows) {
    kernels.multiply(TimeRows.ofOneStep(a), 0, b, TimeRows.ofOneStep(c), 0, rows, false);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void productsOverGatheredRowsKeepTheBound(int size) {
    RandomSource random = RandomSource.of(size);
    int other = 1 + random.nextInt(LARGEST);
    int third = 1 + random.nextInt(LARGEST);
    assertGathered(size, other, third);
    assertGathered(other, size, third);
    assertGathered(other, third, size);
  }

  private void assertGathered(int rows, int left, int right) {
    DMatrixRMaj a = normal(rows, PARTS * left, 1);
    DMatrixRMaj b = normal(rows, PARTS * right, 2);
    RowSet set = new RowSet(1);
    Gathered x = gathered(rows, left, set);
    Gathered y = gathered(rows, right, set);
    int first = rows / 3;
    gather(a, x, b, y, set.steps(0, first, 1), 0);
    gather(a, x, b, y, set.steps(first, rows - first, 1), first);
    for (int part = 0; part < PARTS; part++) {
      DMatrixRMaj c = new DMatrixRMaj(left, kernels.padded(right));
      int other = PARTS - 1 - part;
      kernels.addTransposed(x, part, y, other, rows, c, 0);
      DMatrixRMaj leftPart = CommonOps_DDRM.extract(a, 0, rows, part * left, (part + 1) * left);
      DMatrixRMaj rightPart =
          CommonOps_DDRM.extract(b, 0, rows, other * right, (other + 1) * right);
      assertBounded(firstColumns(c, right), leftPart, true, rightPart, false);
    }
  }

  private Gathered gathered(int rows, int columns, RowSet set) {
    DMatrixRMaj storage = matrix(kernels.gatheredSize(rows, PARTS, columns));
    return new Gathered(storage, rows, PARTS, columns, set);
  }

  private void gather(DMatrixRMaj a, Gathered x, DMatrixRMaj b, Gathered y, RowSet rows, int at) {
    kernels.gatherLeft(new TimeRows(a, 0, 1), rows, x, at);
    kernels.gatherRight(new TimeRows(b, 0, 1), rows, y, at);
  }

  private static DMatrixRMaj matrix(Shape shape) {
    DMatrixRMaj matrix = new DMatrixRMaj(shape.rows(), shape.columns());
    matrix.fill(Double.NaN);
    return matrix;
  }

  private static DMatrixRMaj firstColumns(DMatrixRMaj c, int columns) {
    return Matrices.matrix(new Shape(c.numRows, columns), c::get);
  }
}
