package dev.rewind.training.losses;

import static dev.rewind.testkit.MatrixAssertions.assertArray;
import static dev.rewind.training.losses.LossCases.gradient;
import static dev.rewind.training.losses.LossCases.matrix;

import dev.rewind.testkit.Tolerance;
import org.junit.jupiter.api.Test;

/**
 * Gradients where a loss has none of its own, as Keras 3.15.1 on torch 2.13.0 gave them (there in
 * float32 and so written here as what they round).
 */
class LossKinksTest {
  /** One rounding. */
  private static final Tolerance EXACT = new Tolerance(1e-15, 0);

  /** Two rounded logarithms. */
  private static final Tolerance ROUNDING = new Tolerance(1e-14, 0);

  @Test
  void hingeHasHalfAGradientOnTheMargin() {
    assertSlopes(
        Hinge.of(),
        new double[] {1, -1, 1},
        new double[] {1, -1, 0.5},
        -1 / 6.0,
        1 / 6.0,
        -1 / 3.0);
    assertSlopes(
        Hinge.of(), new double[] {1, 0, 1}, new double[] {1, -1, 0.5}, -1 / 6.0, 1 / 6.0, -1 / 3.0);
    assertSlopes(
        SquaredHinge.of(), new double[] {1, -1, 1}, new double[] {1, -1, 0.5}, 0, 0, -1 / 3.0);
  }

  @Test
  void categoricalHingeHasHalfAGradientOnTheMargin() {
    double[] first = {1, 0, 0};
    assertSlopes(CategoricalHinge.of(), first, new double[] {1, 0.0, -1}, -0.5, 0.25, 0);
  }

  @Test
  void equalMaximaShareTheGradientOfCategoricalHinge() {
    double[] first = {1, 0, 0};
    assertSlopes(CategoricalHinge.of(), first, new double[] {0.5, 0.2, 0.2}, -1, 0.5, 0.5);
    assertSlopes(CategoricalHinge.of(), first, new double[] {1, 0, 0}, -0.5, 1 / 6.0, 1 / 6.0);
    assertSlopes(CategoricalHinge.of(), first, new double[] {-0.5, -0.2, -0.2}, -1, 0, 0);
  }

  @Test
  void logarithmicErrorHasNoGradientBelowZeroAndHalfAtTheEdge() {
    double edge = (Math.log1p(1e-7) - Math.log(2)) / (1 + 1e-7) / 3;
    double far = 2 * (Math.log(6) - Math.log(4)) / 6 / 3;
    assertSlopes(
        MeanSquaredLogarithmicError.of(),
        new double[] {1, 2, 3},
        new double[] {1e-7, -0.5, 5},
        edge,
        0,
        far);
  }

  @Test
  void huberIsSmoothAtItsJoint() {
    assertSlopes(Huber.of(), new double[] {0, 0, 0}, new double[] {1, -1, 0}, 1 / 3.0, -1 / 3.0, 0);
  }

  @Test
  void percentageHasNoGradientAtItsKink() {
    assertSlopes(
        MeanAbsolutePercentageError.of(),
        new double[] {1, -2, 0},
        new double[] {1, 3, 0},
        0,
        50 / 3.0,
        0);
  }

  private static void assertSlopes(Loss loss, double[] y, double[] p, double... expected) {
    assertArray(
            gradient(
                    loss,
                    matrix(new double[][] {y}),
                    matrix(new double[][] {p}),
                    SampleWeights.of(1))
                .data)
        .isCloseTo(expected, loss instanceof MeanSquaredLogarithmicError ? ROUNDING : EXACT);
  }
}
