package dev.rewind.core.kernels;

import static dev.rewind.core.kernels.Matrices.EXACT;
import static dev.rewind.core.kernels.Matrices.ROUNDING;
import static dev.rewind.core.kernels.Matrices.coarse;
import static dev.rewind.core.kernels.Matrices.matrix;
import static dev.rewind.core.kernels.Matrices.normal;
import static dev.rewind.core.kernels.Matrices.notANumber;
import static dev.rewind.core.kernels.Matrices.plusSums;
import static dev.rewind.core.kernels.Matrices.serving;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@EachProvider
class BroadcastKernelsTest {
  private final Kernels kernels;

  BroadcastKernelsTest(Kernels kernels) {
    this.kernels = kernels;
  }

  private interface Kernel {
    void compute(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c);
  }

  /** Every shape with every shape that broadcasts to it. */
  static List<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    for (Shape shape : Matrices.SHAPES) {
      Matrices.partners(shape).forEach(partner -> pairs.add(Arguments.of(shape, partner)));
    }
    return pairs;
  }

  private static void assertResult(
      String name, Kernel kernel, DoubleBinaryOperator expected, Shape shape, Shape partner) {
    DMatrixRMaj a = normal(shape, 1);
    DMatrixRMaj b = normal(partner, 2);
    DMatrixRMaj aBefore = a.copy();
    DMatrixRMaj bBefore = b.copy();
    DMatrixRMaj c = notANumber(shape);
    kernel.compute(a, b, c);
    assertMatrix(c)
        .named(name)
        .isCloseTo(
            matrix(shape, (i, j) -> expected.applyAsDouble(a.get(i, j), serving(b, i, j))), EXACT);
    assertThat(a.data).containsExactly(aBefore.data);
    assertThat(b.data).containsExactly(bBefore.data);
    kernel.compute(a, b, a);
    assertMatrix(a).named(name + " in place").isCloseTo(c, EXACT);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void resultsAgreeWithPlainLoops(Shape shape, Shape partner) {
    assertResult("add", kernels::add, (a, b) -> a + b, shape, partner);
    assertResult("subtract", kernels::subtract, (a, b) -> a - b, shape, partner);
    assertResult("multiplyElements", kernels::multiplyElements, (a, b) -> a * b, shape, partner);
    assertResult(
        "combine",
        (a, b, c) -> kernels.combine((p, q) -> p - 2 * q, a, b, c),
        (a, b) -> a - 2 * b,
        shape,
        partner);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void productIsSummedIntoEachShapeOfTarget(Shape shape, Shape partner) {
    DMatrixRMaj a = normal(shape, 1);
    DMatrixRMaj b = normal(partner, 2);
    for (Shape targetShape : Matrices.partners(shape)) {
      DMatrixRMaj start = normal(targetShape, 3);
      DMatrixRMaj target = start.copy();
      kernels.addProduct(a, b, target);
      assertMatrix(target)
          .named("into " + targetShape)
          .isCloseTo(plusSums(start, shape, (i, j) -> a.get(i, j) * serving(b, i, j)), ROUNDING);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void combinationIsSummedIntoEachShapeOfTarget(Shape shape, Shape partner) {
    DMatrixRMaj a = normal(shape, 1);
    DMatrixRMaj b = normal(partner, 2);
    DMatrixRMaj dy = normal(shape, 3);
    for (Shape targetShape : Matrices.partners(shape)) {
      DMatrixRMaj start = normal(targetShape, 4);
      DMatrixRMaj target = start.copy();
      kernels.addCombined((p, q, g) -> p * g - q, a, b, dy, target);
      assertMatrix(target)
          .named("into " + targetShape)
          .isCloseTo(
              plusSums(start, shape, (i, j) -> a.get(i, j) * dy.get(i, j) - serving(b, i, j)),
              ROUNDING);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void selectTakesOneSideAndItsGradientGoesThere(Shape shape, Shape partner) {
    DMatrixRMaj condition = coarse(partner, 5);
    DMatrixRMaj a = normal(shape, 1);
    DMatrixRMaj b = normal(shape, 2);
    DMatrixRMaj y = notANumber(shape);
    kernels.select(condition, a, b, y);
    assertMatrix(y)
        .isCloseTo(
            matrix(shape, (i, j) -> serving(condition, i, j) == 0 ? b.get(i, j) : a.get(i, j)),
            EXACT);
    for (boolean holds : new boolean[] {true, false}) {
      DMatrixRMaj start = normal(shape, 3);
      DMatrixRMaj dx = start.copy();
      kernels.addSelected(condition, holds, a, dx);
      assertMatrix(dx)
          .named("where the condition is " + holds)
          .isCloseTo(
              matrix(
                  shape,
                  (i, j) ->
                      serving(condition, i, j) != 0 == holds
                          ? start.get(i, j) + a.get(i, j)
                          : start.get(i, j)),
              EXACT);
    }
  }
}
