package dev.rewind.core.kernels;

import static dev.rewind.core.kernels.Matrices.normal;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.Shape;
import dev.rewind.testkit.Tolerance;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the vector kernels do in their own way, against the portable ones. */
class VectorKernelsTest {
  private static final Kernels PORTABLE = Kernels.portable();
  private static final Kernels VECTOR = Kernels.vector();
  private static final int ROWS = 3;

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

  static IntStream widths() {
    return IntStream.rangeClosed(1, 67);
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
  @MethodSource("widths")
  void functionsOfBlocksAreThoseOfMatrices(int width) {
    DMatrixRMaj x = normal(ROWS, width + 3, 1);
    DMatrixRMaj all = new DMatrixRMaj(ROWS, width + 3);
    DMatrixRMaj part = x.copy();
    Block block = Block.of(part).rows(1, 3).columns(2, 2 + width);
    VECTOR.tanh(x, all);
    VECTOR.tanh(block, block);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < width + 3; j++) {
        boolean inside = i >= 1 && j >= 2 && j < 2 + width;
        assertThat(part.get(i, j)).isEqualTo((inside ? all : x).get(i, j));
      }
    }
    VECTOR.sigmoid(x, all);
    VECTOR.sigmoid(Block.of(x).rows(1, 3).columns(2, 2 + width), block);
    for (int j = 2; j < 2 + width; j++) {
      assertThat(part.get(2, j)).isEqualTo(all.get(2, j));
    }
  }

  /** Blocks of a wide matrix that begin at different columns, and what is changed. */
  private interface BlockKernel {
    void apply(Kernels kernels, Block[] x, Block target);
  }

  private static void assertSameBits(int width, BlockKernel kernel) {
    Block[] x = new Block[3];
    for (int i = 0; i < x.length; i++) {
      x[i] = Block.of(normal(ROWS + 1, width + 5, i)).rows(1, ROWS + 1).columns(i, i + width);
    }
    DMatrixRMaj expected = normal(ROWS, width + 2, 9);
    DMatrixRMaj actual = expected.copy();
    kernel.apply(PORTABLE, x, Block.of(expected).columns(1, 1 + width));
    kernel.apply(VECTOR, x, Block.of(actual).columns(1, 1 + width));
    assertThat(actual.data).containsExactly(expected.data);
  }

  @ParameterizedTest
  @MethodSource("widths")
  void arithmeticOfBlocksHasTheSameBits(int width) {
    assertSameBits(width, (k, x, y) -> k.add(x[0], x[1], y));
    assertSameBits(width, (k, x, y) -> k.add(x[0], x[1].rows(0, 1), y));
    assertSameBits(width, (k, x, y) -> k.multiplyElements(x[0], x[1], y));
    assertSameBits(width, (k, x, y) -> k.addProduct(x[0], x[1], y));
    assertSameBits(width, (k, x, y) -> k.multiplyTanhDerivative(x[0], y));
    assertSameBits(width, (k, x, y) -> k.multiplySigmoidDerivative(x[0], y));
    assertSameBits(width, (k, x, y) -> k.interpolate(x[0], x[1], x[2], y));
    assertSameBits(width, (k, x, y) -> k.multiplyByRest(x[0], x[1], y));
    assertSameBits(width, (k, x, y) -> k.multiplyByDifference(x[0], x[1], x[2], y));
  }

  @ParameterizedTest
  @MethodSource("widths")
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
}
