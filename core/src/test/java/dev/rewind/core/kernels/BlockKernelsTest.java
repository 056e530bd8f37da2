package dev.rewind.core.kernels;

import static dev.rewind.core.kernels.Matrices.EXACT;
import static dev.rewind.core.kernels.Matrices.matrix;
import static dev.rewind.core.kernels.Matrices.normal;
import static dev.rewind.core.kernels.Matrices.notANumber;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;

import dev.rewind.core.Shape;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

@EachProvider
class BlockKernelsTest {
  static final List<Shape> SHAPES = Matrices.SHAPES;

  private final Kernels kernels;

  BlockKernelsTest(Kernels kernels) {
    this.kernels = kernels;
  }

  @ParameterizedTest
  @CsvSource({
    "5, 6, 0, 0, 0, 0",
    "1, 1, 4, 5, 2, 3",
    "3, 2, 1, 3, 2, 5",
    "2, 6, 3, 0, 5, 1",
    "0, 3, 1, 1, 1, 1",
    "5, 1, 0, 2, 1, 7"
  })
  void blockIsCopiedOrAddedAndNothingElse(
      int rows, int columns, int fromRow, int fromColumn, int toRow, int toColumn) {
    DMatrixRMaj from = normal(5, 6, 1);
    DMatrixRMaj start = normal(7, 9, 2);
    DMatrixRMaj copied = start.copy();
    kernels.copyBlock(rows, columns, from, fromRow, fromColumn, copied, toRow, toColumn);
    DMatrixRMaj added = start.copy();
    kernels.addBlock(rows, columns, from, fromRow, fromColumn, added, toRow, toColumn);
    DMatrixRMaj expectedCopy = start.copy();
    DMatrixRMaj expectedSum = start.copy();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double value = from.get(fromRow + i, fromColumn + j);
        expectedCopy.set(toRow + i, toColumn + j, value);
        expectedSum.set(toRow + i, toColumn + j, start.get(toRow + i, toColumn + j) + value);
      }
    }
    assertMatrix(copied).named("copied").isCloseTo(expectedCopy, EXACT);
    assertMatrix(added).named("added").isCloseTo(expectedSum, EXACT);
  }

  @ParameterizedTest
  @FieldSource("SHAPES")
  void transposeSwapsRowsAndColumns(Shape shape) {
    DMatrixRMaj x = normal(shape, 1);
    DMatrixRMaj y = notANumber(shape.transposed());
    kernels.transpose(x, y);
    assertMatrix(y).isCloseTo(matrix(shape.transposed(), (i, j) -> x.get(j, i)), EXACT);

    DMatrixRMaj start = normal(shape.transposed(), 2);
    DMatrixRMaj sum = start.copy();
    kernels.addTransposed(x, sum);
    assertMatrix(sum)
        .isCloseTo(matrix(shape.transposed(), (i, j) -> start.get(i, j) + x.get(j, i)), EXACT);
  }

  @ParameterizedTest
  @FieldSource("SHAPES")
  void gatherTakesRowsAndScatterAddsThemBack(Shape shape) {
    int[] rows = {shape.rows() - 1, 0, shape.rows() / 2, 0, 0};
    DMatrixRMaj x = normal(shape, 1);
    DMatrixRMaj y = notANumber(new Shape(5, shape.columns()));
    kernels.gatherRows(rows, x, y);
    assertMatrix(y).isCloseTo(matrix(Shape.of(y), (i, j) -> x.get(rows[i], j)), EXACT);

    DMatrixRMaj expected = x.copy();
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < shape.columns(); j++) {
        expected.set(rows[i], j, expected.get(rows[i], j) + y.get(i, j));
      }
    }
    kernels.scatterAddRows(rows, y, x);
    assertMatrix(x).isCloseTo(expected, EXACT);
  }

  @Test
  void gatheringNoRowsTouchesNothing() {
    DMatrixRMaj x = normal(3, 2, 1);
    DMatrixRMaj before = x.copy();
    DMatrixRMaj y = new DMatrixRMaj(0, 2);
    kernels.gatherRows(new int[0], x, y);
    kernels.scatterAddRows(new int[0], y, x);
    assertMatrix(x).isCloseTo(before, EXACT);
  }
}
