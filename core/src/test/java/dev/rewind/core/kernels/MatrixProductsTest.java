package dev.rewind.core.kernels;

import static dev.rewind.core.kernels.Matrices.ROUNDING;
import static dev.rewind.core.kernels.Matrices.matrix;
import static dev.rewind.core.kernels.Matrices.normal;
import static dev.rewind.core.kernels.Matrices.notANumber;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.Shape;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EachProvider
class MatrixProductsTest {
  private final Kernels kernels;

  MatrixProductsTest(Kernels kernels) {
    this.kernels = kernels;
  }

  private interface Product {
    void compute(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c);
  }

  private static DMatrixRMaj transposed(DMatrixRMaj x) {
    return matrix(Shape.of(x).transposed(), (i, j) -> x.get(j, i));
  }

  private static double dot(DMatrixRMaj a, DMatrixRMaj b, int row, int column) {
    double sum = 0;
    for (int k = 0; k < a.numCols; k++) {
      sum += a.get(row, k) * b.get(k, column);
    }
    return sum;
  }

  private static void assertProduct(
      Product product, Product sum, DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj expected) {
    Shape shape = Shape.of(expected);
    DMatrixRMaj aBefore = a.copy();
    DMatrixRMaj bBefore = b.copy();
    DMatrixRMaj c = notANumber(shape);
    product.compute(a, b, c);
    assertMatrix(c).named("product").isCloseTo(expected, ROUNDING);

    DMatrixRMaj start = normal(shape, 99);
    DMatrixRMaj total = start.copy();
    sum.compute(a, b, total);
    assertMatrix(total)
        .named("sum")
        .isCloseTo(matrix(shape, (i, j) -> start.get(i, j) + expected.get(i, j)), ROUNDING);
    assertThat(a.data).containsExactly(aBefore.data);
    assertThat(b.data).containsExactly(bBefore.data);
  }

  @ParameterizedTest
  @MethodSource("dev.rewind.core.kernels.Matrices#productSizes")
  void productsAgreeWithThreeLoops(int m, int k, int n) {
    DMatrixRMaj a = normal(m, k, 1);
    DMatrixRMaj b = normal(k, n, 2);
    DMatrixRMaj expected = matrix(new Shape(m, n), (i, j) -> dot(a, b, i, j));
    assertProduct(kernels::multiply, kernels::addMultiply, a, b, expected);
    assertProduct(kernels::multiplyTransA, kernels::addMultiplyTransA, transposed(a), b, expected);
    assertProduct(kernels::multiplyTransB, kernels::addMultiplyTransB, a, transposed(b), expected);
  }
}
