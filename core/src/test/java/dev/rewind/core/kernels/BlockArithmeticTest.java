package dev.rewind.core.kernels;

import static dev.rewind.core.kernels.Matrices.EXACT;
import static dev.rewind.core.kernels.Matrices.ROUNDING;
import static dev.rewind.core.kernels.Matrices.normal;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Blocks in the middle of larger matrices, whose rest must stay as it was. */
@EachProvider
class BlockArithmeticTest {
  private static final int ROWS = 3;
  private static final int COLUMNS = 5;

  private final Kernels kernels;
  private final Block a = inTheMiddle(ROWS, 1);
  private final Block b = inTheMiddle(ROWS, 2);
  private final Block c = inTheMiddle(ROWS, 3);
  private final Block y = inTheMiddle(ROWS, 4);
  private final Block condition = conditionOf(1, 0, 2);

  BlockArithmeticTest(Kernels kernels) {
    this.kernels = kernels;
  }

  private interface Element {
    double at(int i, int j);
  }

  private static Block inTheMiddle(int rows, int seed) {
    return new Block(normal(rows + 2 + seed, COLUMNS + 3 + 2 * seed, seed), seed, 2, rows, COLUMNS);
  }

  private static Block conditionOf(double... values) {
    DMatrixRMaj matrix = normal(ROWS + 1, 2, 5);
    for (int i = 0; i < ROWS; i++) {
      matrix.set(i + 1, 1, values[i]);
    }
    return new Block(matrix, 1, 1, ROWS, 1);
  }

  private static double get(Block block, int i, int j) {
    return block.matrix().get(block.row() + i, block.column() + j);
  }

  private static void assertComputes(Runnable kernel, Block target, Element element) {
    DMatrixRMaj expected = target.matrix().copy();
    for (int i = 0; i < target.rows(); i++) {
      for (int j = 0; j < target.columns(); j++) {
        expected.set(target.row() + i, target.column() + j, element.at(i, j));
      }
    }
    kernel.run();
    assertMatrix(target.matrix()).isCloseTo(expected, ROUNDING);
  }

  @Test
  void blockIsCopiedOrFilled() {
    assertComputes(() -> kernels.copy(a, y), y, (i, j) -> get(a, i, j));
    assertComputes(() -> kernels.fill(0.5, y), y, (i, j) -> 0.5);
  }

  @Test
  void functionsAreAppliedToEachElement() {
    assertComputes(() -> kernels.map(x -> x * x, a, y), y, (i, j) -> Math.pow(get(a, i, j), 2));
    assertComputes(() -> kernels.tanh(a, y), y, (i, j) -> StrictMath.tanh(get(a, i, j)));
    assertComputes(
        () -> kernels.sigmoid(a, y), y, (i, j) -> 1 / (1 + StrictMath.exp(-get(a, i, j))));
  }

  @Test
  void derivativesMultiplyTheGradient() {
    DMatrixRMaj d = y.matrix().copy();
    Block before = new Block(d, y.row(), y.column(), ROWS, COLUMNS);
    assertComputes(
        () -> kernels.multiplyDerivative((p, q) -> p - 3 * q, a, b, y),
        y,
        (i, j) -> get(before, i, j) * (get(a, i, j) - 3 * get(b, i, j)));
    kernels.copy(before, y);
    assertComputes(
        () -> kernels.multiplyTanhDerivative(a, y),
        y,
        (i, j) -> get(before, i, j) * (1 - get(a, i, j) * get(a, i, j)));
    kernels.copy(before, y);
    assertComputes(
        () -> kernels.multiplySigmoidDerivative(a, y),
        y,
        (i, j) -> get(before, i, j) * get(a, i, j) * (1 - get(a, i, j)));
  }

  @Test
  void sumsAndProductsAreThoseOfTheElements() {
    assertComputes(() -> kernels.add(a, b, y), y, (i, j) -> get(a, i, j) + get(b, i, j));
    assertComputes(
        () -> kernels.multiplyElements(a, b, y), y, (i, j) -> get(a, i, j) * get(b, i, j));
    DMatrixRMaj before = y.matrix().copy();
    assertComputes(
        () -> kernels.addProduct(a, b, y),
        y,
        (i, j) -> before.get(y.row() + i, y.column() + j) + get(a, i, j) * get(b, i, j));
    assertComputes(
        () -> kernels.multiplyByRest(a, b, y), y, (i, j) -> get(a, i, j) * (1 - get(b, i, j)));
    assertComputes(
        () -> kernels.multiplyByDifference(a, b, c, y),
        y,
        (i, j) -> get(a, i, j) * (get(b, i, j) - get(c, i, j)));
  }

  @Test
  void weightsOfAnInterpolationAreThoseOfTheFirst() {
    assertComputes(
        () -> kernels.interpolate(a, b, c, y),
        y,
        (i, j) -> get(a, i, j) * get(b, i, j) + (1 - get(a, i, j)) * get(c, i, j));
    kernels.fill(0, a);
    assertComputes(() -> kernels.interpolate(a, b, c, y), y, (i, j) -> get(c, i, j));
  }

  @Test
  void oneRowServesAllAndCollectsTheirSum() {
    Block row = inTheMiddle(1, 6);
    assertComputes(() -> kernels.add(a, row, y), y, (i, j) -> get(a, i, j) + get(row, 0, j));
    DMatrixRMaj before = row.matrix().copy();
    assertComputes(
        () -> kernels.addRowSum(a, row),
        row,
        (i, j) ->
            before.get(row.row(), row.column() + j) + get(a, 0, j) + get(a, 1, j) + get(a, 2, j));
  }

  @Test
  void resultMayBeWrittenOverAnArgument() {
    DMatrixRMaj before = a.matrix().copy();
    assertComputes(
        () -> kernels.add(a, b, a),
        a,
        (i, j) -> before.get(a.row() + i, a.column() + j) + get(b, i, j));
    DMatrixRMaj then = a.matrix().copy();
    assertComputes(
        () -> kernels.tanh(a, a), a, (i, j) -> Math.tanh(then.get(a.row() + i, a.column() + j)));
  }

  @Test
  void rowsAreCopiedOnlyWhereTheConditionIsZero() {
    DMatrixRMaj before = y.matrix().copy();
    assertComputes(
        () -> kernels.copyRowsWhereZero(condition, a, y),
        y,
        (i, j) -> i == 1 ? get(a, i, j) : before.get(y.row() + i, y.column() + j));
  }

  @Test
  void rowsAreMovedOnlyWhereTheConditionIsZero() {
    DMatrixRMaj source = a.matrix().copy();
    DMatrixRMaj target = y.matrix().copy();
    kernels.moveRowsWhereZero(condition, a, y);
    for (int j = 0; j < COLUMNS; j++) {
      int from = a.column() + j;
      int to = y.column() + j;
      double moved = source.get(a.row() + 1, from);
      target.set(y.row() + 1, to, target.get(y.row() + 1, to) + moved);
      source.set(a.row() + 1, from, 0);
    }
    assertMatrix(y.matrix()).isCloseTo(target, EXACT);
    assertMatrix(a.matrix()).isCloseTo(source, EXACT);
  }

  @Test
  void argumentsStayAsTheyWere() {
    double[] before = a.matrix().data.clone();
    kernels.interpolate(a, b, c, y);
    kernels.multiplyByDifference(a, b, c, y);
    kernels.addRowSum(a, inTheMiddle(1, 7));
    kernels.copyRowsWhereZero(condition, a, y);
    kernels.multiplyDerivative((p, q) -> p, a, a, y);
    assertThat(a.matrix().data).containsExactly(before);
  }
}
