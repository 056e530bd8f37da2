package dev.rewind.core.kernels;

import static dev.rewind.core.kernels.Matrices.EXACT;
import static dev.rewind.core.kernels.Matrices.matrix;
import static dev.rewind.core.kernels.Matrices.normal;
import static dev.rewind.core.kernels.Matrices.notANumber;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.Shape;
import dev.rewind.testkit.Tolerance;
import java.util.function.BiConsumer;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

@EachProvider
class ElementwiseKernelsTest {
  /** Other formulas for the same function, of a few roundings. */
  private static final Tolerance FORMULA = new Tolerance(1e-14, 1e-15);

  private final Kernels kernels;

  ElementwiseKernelsTest(Kernels kernels) {
    this.kernels = kernels;
  }

  private static void assertFunction(
      BiConsumer<DMatrixRMaj, DMatrixRMaj> kernel, DoubleUnaryOperator expected) {
    for (Shape shape : Matrices.SHAPES) {
      DMatrixRMaj x = normal(shape, 1);
      DMatrixRMaj before = x.copy();
      DMatrixRMaj y = notANumber(shape);
      kernel.accept(x, y);
      assertMatrix(y)
          .isCloseTo(matrix(shape, (i, j) -> expected.applyAsDouble(x.get(i, j))), FORMULA);
      assertThat(x.data).containsExactly(before.data);
      kernel.accept(x, x);
      assertMatrix(x).named("in place").isCloseTo(y, EXACT);
    }
  }

  @Test
  void mapAppliesTheFunction() {
    assertFunction((x, y) -> kernels.map(v -> v * v - 1, x, y), v -> v * v - 1);
  }

  @Test
  void tanhAgreesWithItsDefinition() {
    assertFunction(kernels::tanh, v -> (Math.exp(2 * v) - 1) / (Math.exp(2 * v) + 1));
  }

  @Test
  void sigmoidAgreesWithItsDefinition() {
    assertFunction(kernels::sigmoid, v -> 1 / (1 + Math.exp(-v)));
  }

  @Test
  void expAgreesWithTheMathLibrary() {
    assertFunction(kernels::exp, StrictMath::exp);
  }

  @Test
  void scaleMultipliesByTheFactor() {
    assertFunction((x, y) -> kernels.scale(-0.3, x, y), v -> -0.3 * v);
  }

  @Test
  void shiftAddsTheAddend() {
    assertFunction((x, y) -> kernels.shift(1.7, x, y), v -> v + 1.7);
  }

  @Test
  void fillReachesEveryElementAndNoSpareStorage() {
    DMatrixRMaj y = new DMatrixRMaj(3, 3);
    y.reshape(2, 3);
    kernels.fill(4, y);
    assertThat(y.data).containsExactly(4, 4, 4, 4, 4, 4, 0, 0, 0);
  }

  @Test
  void kernelsLeaveSpareStorageAlone() {
    DMatrixRMaj x = new DMatrixRMaj(3, 3);
    x.reshape(2, 2);
    DMatrixRMaj y = x.copy();
    y.data = new double[9];
    kernels.exp(x, y);
    kernels.shift(1, x, y);
    kernels.addScaled(1, y, y);
    assertThat(y.data).containsExactly(2, 2, 2, 2, 0, 0, 0, 0, 0);
  }

  @Test
  void derivativesAddToTheGradient() {
    for (Shape shape : Matrices.SHAPES) {
      DMatrixRMaj x = normal(shape, 1);
      DMatrixRMaj y = normal(shape, 2);
      DMatrixRMaj dy = normal(shape, 3);
      DMatrixRMaj start = normal(shape, 4);

      DMatrixRMaj any = start.copy();
      kernels.addDerivative((a, b) -> a - 2 * b, x, y, dy, any);
      assertMatrix(any)
          .named("addDerivative")
          .isCloseTo(
              matrix(
                  shape,
                  (i, j) -> start.get(i, j) + dy.get(i, j) * (x.get(i, j) - 2 * y.get(i, j))),
              FORMULA);

      DMatrixRMaj tanh = start.copy();
      kernels.addTanhDerivative(y, dy, tanh);
      assertMatrix(tanh)
          .named("addTanhDerivative")
          .isCloseTo(
              matrix(
                  shape,
                  (i, j) -> start.get(i, j) + dy.get(i, j) * (1 - y.get(i, j) * y.get(i, j))),
              FORMULA);

      DMatrixRMaj sigmoid = start.copy();
      kernels.addSigmoidDerivative(y, dy, sigmoid);
      assertMatrix(sigmoid)
          .named("addSigmoidDerivative")
          .isCloseTo(
              matrix(
                  shape,
                  (i, j) -> start.get(i, j) + dy.get(i, j) * y.get(i, j) * (1 - y.get(i, j))),
              FORMULA);

      DMatrixRMaj scaled = start.copy();
      kernels.addScaled(-0.7, x, scaled);
      assertMatrix(scaled)
          .named("addScaled")
          .isCloseTo(matrix(shape, (i, j) -> start.get(i, j) - 0.7 * x.get(i, j)), FORMULA);
    }
  }
}
