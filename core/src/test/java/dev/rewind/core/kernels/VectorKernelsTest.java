package dev.rewind.core.kernels;

import static dev.rewind.core.kernels.Matrices.EXACT;
import static dev.rewind.core.kernels.Matrices.normal;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.Shape;
import dev.rewind.testkit.Tolerance;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the vector kernels do in their own way, against the portable ones. */
class VectorKernelsTest {
  private static final Kernels PORTABLE = Kernels.portable();
  private static final Kernels VECTOR = Kernels.vector();
  private static final int ROWS = 3;
  private static final int PRODUCT_ROWS = 7;
  private static final int COUNT = 19;

  /** 4 units in the last place, and a few roundings of sums in another order. */
  private static final Tolerance NEAR = new Tolerance(4 * 0x1p-52, 0);

  private static final Tolerance SUMS = new Tolerance(1e-14, 1e-13);

  private static final double[] SPECIAL = {
    -0.0, 0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 800
  };

  /** Arguments and a target, which is changed. */
  private interface Kernel {
    void apply(Kernels kernels, DMatrixRMaj x, DMatrixRMaj y, DMatrixRMaj target);
  }

  /** Of rows that are done in several parts. */
  private static final int WIDE = 2500;

  static IntStream widths() {
    return IntStream.rangeClosed(1, 67);
  }

  static IntStream widthsAndAWideOne() {
    return IntStream.concat(widths(), IntStream.of(WIDE));
  }

  private static void assertAgree(
      Shape shape, DMatrixRMaj x, DMatrixRMaj y, Tolerance tolerance, Kernel kernel) {
    DMatrixRMaj expected = normal(shape, 3);
    DMatrixRMaj actual = expected.copy();
    kernel.apply(PORTABLE, x, y, expected);
    kernel.apply(VECTOR, x, y, actual);
    assertMatrix(actual).isCloseTo(expected, tolerance);
  }

  private static void assertAgree(int width, Tolerance tolerance, Kernel kernel) {
    DMatrixRMaj x = normal(ROWS, width, 1);
    assertAgree(new Shape(ROWS, width), x, normal(ROWS, width, 2), tolerance, kernel);
  }

  @ParameterizedTest
  @MethodSource("widths")
  void functionsAgree(int width) {
    assertAgree(width, NEAR, (k, x, y, target) -> k.exp(x, target));
    assertAgree(width, NEAR, (k, x, y, target) -> k.tanh(x, target));
    assertAgree(width, NEAR, (k, x, y, target) -> k.sigmoid(x, target));
  }

  @ParameterizedTest
  @MethodSource("widthsAndAWideOne")
  void distributionsAndTheirGradientsAgree(int width) {
    assertAgree(width, SUMS, (k, x, y, target) -> k.softmaxRows(x, target));
    assertAgree(width, SUMS, (k, x, y, target) -> k.logSoftmaxRows(x, target));
    assertAgree(width, SUMS, (k, x, y, target) -> k.addSoftmaxRowsDerivative(x, y, target));
    assertAgree(width, SUMS, (k, x, y, target) -> k.addLogSoftmaxRowsDerivative(x, y, target));
  }

  @ParameterizedTest
  @MethodSource("widths")
  void sumsAgree(int width) {
    DMatrixRMaj x = normal(ROWS, width, 1);
    assertAgree(Shape.SCALAR, x, x, SUMS, (k, a, b, target) -> target.set(0, k.sum(a)));
    assertAgree(Shape.SCALAR, x, x, SUMS, (k, a, b, target) -> target.set(0, k.sumOfSquares(a)));
    for (Shape partner : Matrices.partners(Shape.of(x))) {
      assertAgree(partner, x, x, SUMS, (k, a, b, target) -> k.addSums(-0.7, a, target));
    }
  }

  /** Each special number in each place of a vector, and behind the last whole one. */
  @ParameterizedTest
  @MethodSource("widths")
  void specialNumbersComeToTheSame(int width) {
    for (double special : SPECIAL) {
      DMatrixRMaj x = normal(1, width, 1);
      x.data[width - 1] = special;
      Shape shape = Shape.of(x);
      assertAgree(shape, x, x, NEAR, (k, a, b, target) -> k.exp(a, target));
      assertAgree(shape, x, x, NEAR, (k, a, b, target) -> k.tanh(a, target));
      assertAgree(shape, x, x, NEAR, (k, a, b, target) -> k.sigmoid(a, target));
      assertAgree(shape, x, x, SUMS, (k, a, b, target) -> k.softmaxRows(a, target));
      assertAgree(shape, x, x, SUMS, (k, a, b, target) -> k.logSoftmaxRows(a, target));
      assertAgree(Shape.SCALAR, x, x, SUMS, (k, a, b, target) -> target.set(0, k.sum(a)));
    }
  }

  /** However many panels the right factor has. */
  @ParameterizedTest
  @MethodSource("widths")
  void elementsOfProductsAreChainsOfFusedMultiplyAdds(int width) {
    DMatrixRMaj start = normal(PRODUCT_ROWS, width, 1);
    DMatrixRMaj a = normal(PRODUCT_ROWS, COUNT, 2);
    DMatrixRMaj b = normal(COUNT, width, 3);
    DMatrixRMaj expected = start.copy();
    for (int i = 0; i < PRODUCT_ROWS; i++) {
      for (int j = 0; j < width; j++) {
        for (int k = 0; k < COUNT; k++) {
          expected.set(i, j, Math.fma(a.get(i, k), b.get(k, j), expected.get(i, j)));
        }
      }
    }
    DMatrixRMaj product = start.copy();
    VECTOR.addMultiply(a, b, product);
    assertMatrix(product).isCloseTo(expected, EXACT);
    product.setTo(start);
    VECTOR.addMultiplyTransA(transposed(a), b, product);
    assertMatrix(product).isCloseTo(expected, EXACT);
    product.setTo(start);
    VECTOR.addMultiplyTransB(a, transposed(b), product);
    assertMatrix(product).isCloseTo(expected, EXACT);
  }

  private static DMatrixRMaj transposed(DMatrixRMaj x) {
    return Matrices.matrix(Shape.of(x).transposed(), (i, j) -> x.get(j, i));
  }

  @Test
  void productsAtTheSameTimeDoNotDisturbEachOther() {
    DMatrixRMaj a = normal(8, 64, 1);
    List<DMatrixRMaj> factors = IntStream.range(0, 500).mapToObj(i -> normal(64, 64, i)).toList();
    List<DMatrixRMaj> expected = factors.stream().map(b -> product(a, b)).toList();
    List<DMatrixRMaj> actual = factors.parallelStream().map(b -> product(a, b)).toList();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).data).isEqualTo(expected.get(i).data);
    }
  }

  private static DMatrixRMaj product(DMatrixRMaj a, DMatrixRMaj b) {
    DMatrixRMaj c = new DMatrixRMaj(a.numRows, b.numCols);
    VECTOR.multiply(a, b, c);
    return c;
  }
}
