package dev.rewind.autograd.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Gradients;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Where gradients go when it is a matter of definition, and where they must not go. */
class GradientRoutingTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static DMatrixRMaj row(double... values) {
    return new DMatrixRMaj(1, values.length, true, values);
  }

  /** The gradient of Σ f(x). */
  private static double[] slopes(UnaryOperator<Variable> function, DMatrixRMaj x) {
    try (Tape tape = Tape.create()) {
      Variable input = tape.variable(x);
      return tape.gradients(Ops.sum(function.apply(input))).of(input).copy().data;
    }
  }

  @Test
  void equalOperandsOfMaximumAndMinimumShareTheGradient() {
    try (Tape tape = Tape.create()) {
      Variable a = tape.variable(row(1, 2, 3, -0.0));
      Variable b = tape.variable(row(2, 2, 2, 0.0));
      Gradients gradients = tape.gradients(Ops.sum(Ops.maximum(a, b)));
      assertThat(gradients.of(a).data).containsExactly(0, 0.5, 1, 0.5);
      assertThat(gradients.of(b).data).containsExactly(1, 0.5, 0, 0.5);
    }
    try (Tape tape = Tape.create()) {
      Variable a = tape.variable(row(1, 2, 3));
      Variable b = tape.variable(row(2));
      Gradients gradients = tape.gradients(Ops.sum(Ops.minimum(a, b)));
      assertThat(gradients.of(a).data).containsExactly(1, 0.5, 0);
      assertThat(gradients.of(b).data).containsExactly(1.5);
    }
  }

  @Test
  void largestElementsShareTheGradientOfMax() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{4, 1, 4}, {2, 1, 4}});
    double third = 1 / 3.0;
    assertThat(slopes(Ops::max, x)).containsExactly(third, 0, third, 0, 0, third);
    assertThat(slopes(Ops::maxOverRows, x)).containsExactly(1, 0.5, 0.5, 0, 0.5, 0.5);
    assertThat(slopes(Ops::maxOverColumns, x)).containsExactly(0.5, 0, 0.5, 0, 0, 1);
  }

  @Test
  void gradientsOfExtremesOfNotANumberAreNotNumbers() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{4, NAN}, {2, 1}});
    assertThat(slopes(Ops::max, x)).containsExactly(NAN, NAN, NAN, NAN);
    assertThat(slopes(Ops::maxOverRows, x)).containsExactly(1, NAN, 0, NAN);
    assertThat(slopes(Ops::maxOverColumns, x)).containsExactly(NAN, NAN, 1, 0);
    assertThat(slopes(y -> Ops.clip(y, 0, 3), x)).containsExactly(0, NAN, 1, 1);
    for (BinaryOperator<Variable> extreme :
        List.<BinaryOperator<Variable>>of(Ops::maximum, Ops::minimum)) {
      try (Tape tape = Tape.create()) {
        Variable a = tape.variable(row(1, NAN, NAN));
        Variable b = tape.variable(row(NAN, 2, NAN));
        Gradients gradients = tape.gradients(Ops.sum(extreme.apply(a, b)));
        assertThat(gradients.of(a).data).containsExactly(NAN, NAN, NAN);
        assertThat(gradients.of(b).data).containsExactly(NAN, NAN, NAN);
      }
    }
  }

  @Test
  void clipLetsTheGradientThroughAtItsLimits() {
    assertThat(slopes(x -> Ops.clip(x, -1, 2), row(-1.5, -1, 0, 2, 2.5)))
        .containsExactly(0, 1, 1, 1, 0);
  }

  @Test
  void absoluteValueAndNormsHaveNoSlopeAtZero() {
    assertThat(slopes(Ops::abs, row(-2, 0, -0.0, 3))).containsExactly(-1, 0, 0, 1);
    assertThat(slopes(Ops::l1Norm, row(-2, 0, 3))).containsExactly(-1, 0, 1);
    assertThat(slopes(Ops::l2Norm, row(0, 0))).containsExactly(0, 0);
    assertThat(slopes(x -> Ops.l2NormalizeRows(x, 0.5), row(0, 0))).containsExactly(2, 2);
  }

  @Test
  void powerZeroHasNoSlopeAnywhere() {
    assertThat(slopes(x -> Ops.pow(x, 0), row(-1, 0, 2, INFINITY))).containsExactly(0, 0, 0, 0);
    assertThat(slopes(x -> Ops.pow(x, 1), row(-1, 0, 2))).containsExactly(1, 1, 1);
  }

  @Test
  void slopesAreInfiniteWhereTheCurveIsSteep() {
    assertThat(slopes(Ops::sqrt, row(0))).containsExactly(INFINITY);
    assertThat(slopes(Ops::log, row(0))).containsExactly(INFINITY);
  }

  @Test
  void gradientOfRepeatedRowsIsSummed() {
    DMatrixRMaj table = new DMatrixRMaj(3, 2);
    assertThat(slopes(x -> Ops.gatherRows(x, 2, 0, 2), table)).containsExactly(1, 1, 0, 0, 2, 2);
  }

  @Test
  void whatIsNotSelectedReachesNeitherValueNorGradient() {
    try (Tape tape = Tape.create()) {
      Variable condition = tape.variable(row(1, 0, 1, 0));
      Variable a = tape.variable(row(1, NAN, 3, INFINITY));
      Variable b = tape.variable(row(NAN, 6, -INFINITY, 8));
      Variable y = Ops.where(condition, a, b);
      assertThat(y.value().data).containsExactly(1, 6, 3, 8);
      Gradients gradients = tape.gradients(Ops.sum(Ops.square(y)));
      assertThat(gradients.of(a).data).containsExactly(2, 0, 6, 0);
      assertThat(gradients.of(b).data).containsExactly(0, 12, 0, 16);
      assertThat(gradients.of(condition).data).containsOnly(0);
    }
  }

  @Test
  void infiniteGradientOfTheOtherSideIsNotMultipliedByZero() {
    try (Tape tape = Tape.create()) {
      Variable a = tape.variable(row(0, 1));
      Variable b = tape.variable(row(4, 5));
      // the gradient that comes back is infinite in the first element, which b was chosen for
      Variable y = Ops.where(tape.constant(row(0, 1)), a, b);
      Gradients gradients = tape.gradients(Ops.sum(Ops.log(Ops.sub(y, tape.constant(row(4, 0))))));
      assertThat(gradients.of(a).data).containsExactly(0, 1);
      assertThat(gradients.of(b).data).containsExactly(INFINITY, 0);
    }
  }

  @Test
  void gradientStopsWhereItIsToldTo() {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(row(2, 3));
      Variable stopped = Ops.stopGradient(x);
      assertThat(stopped.value().data).containsExactly(2, 3);
      assertThat(stopped.needsGradient()).isFalse();
      // x · const, of slope const
      assertThat(tape.gradients(Ops.sum(Ops.mul(x, stopped))).of(x).data).containsExactly(2, 3);
    }
  }

  @Test
  void nothingFlowsThroughAStoppedVariable() {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(row(2));
      Variable y = Ops.square(Ops.stopGradient(Ops.exp(x)));
      assertThat(y.needsGradient()).isFalse();
      assertThatThrownBy(() -> tape.gradients(y)).hasMessageContaining("depends on constants only");
    }
  }
}
