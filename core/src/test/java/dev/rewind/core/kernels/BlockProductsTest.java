package dev.rewind.core.kernels;

import static dev.rewind.core.kernels.Matrices.ROUNDING;
import static dev.rewind.core.kernels.Matrices.normal;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products of blocks in the middle of larger matrices, whose rest must stay as it was. */
@EachProvider
class BlockProductsTest {
  private final Kernels kernels;

  BlockProductsTest(Kernels kernels) {
    this.kernels = kernels;
  }

  private static final int MARGIN = 2;

  private interface Product {
    void compute(Block a, Block b, Block c);
  }

  @ParameterizedTest
  @MethodSource("dev.rewind.core.kernels.Matrices#productSizes")
  void productsAgreeWithThreeLoops(int m, int k, int n) {
    assertProduct(kernels::multiply, false, m, k, n, false, false);
    assertProduct(kernels::addMultiply, true, m, k, n, false, false);
    assertProduct(kernels::addMultiplyTransA, true, m, k, n, true, false);
    assertProduct(kernels::multiplyTransB, false, m, k, n, false, true);
    assertProduct(kernels::addMultiplyTransB, true, m, k, n, false, true);
  }

  private static void assertProduct(
      Product product, boolean adds, int m, int k, int n, boolean transA, boolean transB) {
    Block a = transA ? inTheMiddle(k, m, 1) : inTheMiddle(m, k, 1);
    Block b = transB ? inTheMiddle(n, k, 2) : inTheMiddle(k, n, 2);
    Block c = inTheMiddle(m, n, 3);
    DMatrixRMaj aBefore = a.matrix().copy();
    DMatrixRMaj bBefore = b.matrix().copy();
    DMatrixRMaj expected = c.matrix().copy();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = adds ? get(c, i, j) : 0;
        for (int l = 0; l < k; l++) {
          sum += (transA ? get(a, l, i) : get(a, i, l)) * (transB ? get(b, j, l) : get(b, l, j));
        }
        expected.set(c.row() + i, c.column() + j, sum);
      }
    }
    product.compute(a, b, c);
    assertMatrix(c.matrix()).isCloseTo(expected, ROUNDING);
    assertThat(a.matrix().data).containsExactly(aBefore.data);
    assertThat(b.matrix().data).containsExactly(bBefore.data);
  }

  /** A block with a margin of another width on each side, different for each seed. */
  private static Block inTheMiddle(int rows, int columns, int seed) {
    DMatrixRMaj matrix = normal(rows + MARGIN + seed, columns + MARGIN + 2 * seed, seed);
    return new Block(matrix, seed, MARGIN, rows, columns);
  }

  private static double get(Block block, int i, int j) {
    return block.matrix().get(block.row() + i, block.column() + j);
  }
}
