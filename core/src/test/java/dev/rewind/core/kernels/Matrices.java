package dev.rewind.core.kernels;

import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.testkit.Tolerance;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.provider.Arguments;

/** Matrices for tests, and expected ones element by element. */
final class Matrices {
  /** Other orders of summing differ by rounding only. */
  static final Tolerance ROUNDING = new Tolerance(1e-13, 1e-13);

  /** The same operations in the same order. */
  static final Tolerance EXACT = new Tolerance(0, 0);

  /** Sizes below, at and above the widths of vectors and unrolled loops, and degenerate ones. */
  static final List<Shape> SHAPES =
      List.of(
          new Shape(1, 1),
          new Shape(1, 7),
          new Shape(5, 1),
          new Shape(3, 4),
          new Shape(2, 3),
          new Shape(7, 13),
          new Shape(16, 16),
          new Shape(17, 31),
          new Shape(65, 33));

  /** The element of a matrix. */
  @FunctionalInterface
  interface Element {
    double at(int row, int column);
  }

  private Matrices() {}

  /** Such sizes m, k, n of {@code [m, k] · [k, n]}. */
  static List<Arguments> productSizes() {
    return List.of(
        Arguments.of(1, 1, 1),
        Arguments.of(1, 5, 1),
        Arguments.of(3, 1, 4),
        Arguments.of(1, 7, 9),
        Arguments.of(9, 7, 1),
        Arguments.of(2, 3, 4),
        Arguments.of(8, 8, 8),
        Arguments.of(17, 13, 31),
        Arguments.of(65, 33, 67));
  }

  static DMatrixRMaj normal(Shape shape, long seed) {
    return RandomSource.of(seed).fillGaussian(0, 1, new DMatrixRMaj(shape.rows(), shape.columns()));
  }

  static DMatrixRMaj normal(int rows, int columns, long seed) {
    return normal(new Shape(rows, columns), seed);
  }

  /** Whole numbers from −2 to 2: many equal elements. */
  static DMatrixRMaj coarse(Shape shape, long seed) {
    RandomSource random = RandomSource.of(seed);
    return matrix(shape, (i, j) -> random.nextInt(5) - 2);
  }

  static DMatrixRMaj matrix(Shape shape, Element element) {
    DMatrixRMaj matrix = new DMatrixRMaj(shape.rows(), shape.columns());
    for (int i = 0; i < shape.rows(); i++) {
      for (int j = 0; j < shape.columns(); j++) {
        matrix.set(i, j, element.at(i, j));
      }
    }
    return matrix;
  }

  static DMatrixRMaj notANumber(Shape shape) {
    return matrix(shape, (i, j) -> Double.NaN);
  }

  /** All shapes that broadcast to the given one. */
  static List<Shape> partners(Shape shape) {
    return List.of(shape, new Shape(1, shape.columns()), new Shape(shape.rows(), 1), Shape.SCALAR);
  }

  /** The element that serves row i and column j. */
  static double serving(DMatrixRMaj partner, int i, int j) {
    return partner.get(partner.numRows == 1 ? 0 : i, partner.numCols == 1 ? 0 : j);
  }

  /** start + the sums of all elements that fall on each element of start. */
  static DMatrixRMaj plusSums(DMatrixRMaj start, Shape shape, Element element) {
    DMatrixRMaj result = start.copy();
    for (int i = 0; i < shape.rows(); i++) {
      for (int j = 0; j < shape.columns(); j++) {
        int row = start.numRows == 1 ? 0 : i;
        int column = start.numCols == 1 ? 0 : j;
        result.set(row, column, result.get(row, column) + element.at(i, j));
      }
    }
    return result;
  }
}
