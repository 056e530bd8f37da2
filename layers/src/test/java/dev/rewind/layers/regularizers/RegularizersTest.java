package dev.rewind.layers.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.RandomSource;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RegularizersTest {
  /** Rounding of sums of a dozen numbers near 1. */
  private static final double ROUNDING = 1e-14;

  private static final DMatrixRMaj W = RandomSource.of(3).fillGaussian(0, 1, new DMatrixRMaj(4, 3));

  private static double penalty(Regularizer regularizer, DMatrixRMaj w) {
    try (Tape tape = Tape.create()) {
      return regularizer.penalty(tape.constant(w)).scalar();
    }
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static double sumOfAbsolutes() {
    double sum = 0;
    for (int i = 0; i < W.getNumElements(); i++) {
      sum += Math.abs(W.get(i));
    }
    return sum;
  }

  private static double sumOfSquares() {
    double sum = 0;
    for (int i = 0; i < W.getNumElements(); i++) {
      sum += W.get(i) * W.get(i);
    }
    return sum;
  }

  @Test
  void l1IsTheSumOfAbsoluteValues() {
    assertThat(penalty(L1.of(0.3), W)).isCloseTo(0.3 * sumOfAbsolutes(), within(ROUNDING));
  }

  @Test
  void l2IsTheSumOfSquaresAndNotHalfOfIt() {
    assertThat(penalty(L2.of(0.3), W)).isCloseTo(0.3 * sumOfSquares(), within(ROUNDING));
  }

  @Test
  void l1l2IsTheSumOfBoth() {
    assertThat(penalty(L1L2.of(0.3, 0.2), W))
        .isCloseTo(0.3 * sumOfAbsolutes() + 0.2 * sumOfSquares(), within(ROUNDING));
    assertThat(penalty(L1L2.of(), W)).isZero();
  }

  @Test
  void orthogonalIsTheMeanSizeOfCosines() {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < i; j++) {
        double product = 0;
        double lengthI = 0;
        double lengthJ = 0;
        for (int k = 0; k < 3; k++) {
          product += W.get(i, k) * W.get(j, k);
          lengthI += W.get(i, k) * W.get(i, k);
          lengthJ += W.get(j, k) * W.get(j, k);
        }
        sum += Math.abs(product) / Math.sqrt(lengthI * lengthJ);
      }
    }
    OrthogonalRegularizer rows = OrthogonalRegularizer.of().factor(0.3);
    assertThat(penalty(rows, W)).isCloseTo(0.3 * sum / 6, within(ROUNDING));
    assertThat(penalty(rows.mode(OrthogonalMode.COLUMNS), CommonOps_DDRM.transpose(W, null)))
        .isCloseTo(0.3 * sum / 6, within(ROUNDING));
  }

  @Test
  void orthogonalRowsCostNothing() {
    assertThat(penalty(OrthogonalRegularizer.of(), CommonOps_DDRM.identity(3, 5))).isZero();
  }

  @Test
  void rowOfZerosStaysFinite() {
    DMatrixRMaj w = W.copy();
    for (int column = 0; column < 3; column++) {
      w.set(1, column, 0);
    }
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(w);
      Variable penalty = OrthogonalRegularizer.of().penalty(x);
      assertThat(penalty.scalar()).isFinite();
      assertThat(tape.gradients(penalty).of(x).getData()).doesNotContain(Double.NaN);
    }
  }

  @Test
  void slopeOfL1IsZeroAtZero() {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(0);
      assertThat(tape.gradients(L1.of(0.3).penalty(x)).of(x).get(0, 0)).isZero();
    }
  }

  static Stream<Regularizer> regularizers() {
    return Stream.of(
        L1.of(0.3),
        L2.of(0.2),
        L1L2.of(0.1, 0.4),
        OrthogonalRegularizer.of().factor(0.5),
        OrthogonalRegularizer.of().factor(0.5).mode(OrthogonalMode.COLUMNS));
  }

  @ParameterizedTest
  @MethodSource("regularizers")
  void gradientIsThatOfThePenalty(Regularizer regularizer) {
    GradientCheck.of((tape, x) -> regularizer.penalty(x[0])).inputs(W).run().requirePassed();
  }

  @Test
  void namesStandForTheDefaultsOfKeras() {
    assertThat(Regularizers.get("l1")).isEqualTo(L1.of(0.01));
    assertThat(Regularizers.get("l2")).isEqualTo(L2.of(0.01));
    assertThat(Regularizers.get("l1l2")).isEqualTo(L1L2.of(0, 0));
    assertThat(Regularizers.get("L1L2")).isEqualTo(L1L2.of());
    assertThat(Regularizers.get("orthogonal_regularizer")).isEqualTo(OrthogonalRegularizer.of());
  }

  static List<Arguments> refusals() {
    return List.of(
        Arguments.of(
            (ThrowingCallable) () -> L1.of(-1), "L1: l1 must be finite and at least 0, got -1.0."),
        Arguments.of(
            (ThrowingCallable) () -> L2.of(Double.NaN),
            "L2: l2 must be finite and at least 0, got NaN."),
        Arguments.of(
            (ThrowingCallable) () -> L1L2.of(0, Double.POSITIVE_INFINITY),
            "L1L2: l2 must be finite and at least 0, got Infinity."),
        Arguments.of(
            (ThrowingCallable) () -> L1L2.of(-0.5, 0),
            "L1L2: l1 must be finite and at least 0, got -0.5."),
        Arguments.of(
            (ThrowingCallable) () -> OrthogonalRegularizer.of().factor(-2),
            "OrthogonalRegularizer: factor must be finite and at least 0, got -2.0."),
        Arguments.of(
            (ThrowingCallable) () -> penalty(OrthogonalRegularizer.of(), new DMatrixRMaj(1, 6)),
            "OrthogonalRegularizer: shape [1, 6] has 1 rows; expected two or more."
                + " Change OrthogonalRegularizer()."),
        Arguments.of(
            (ThrowingCallable)
                () ->
                    penalty(
                        OrthogonalRegularizer.of().mode(OrthogonalMode.COLUMNS),
                        new DMatrixRMaj(6, 1)),
            "OrthogonalRegularizer: shape [6, 1] has 1 columns; expected two or more."
                + " Change OrthogonalRegularizer(mode=COLUMNS)."),
        Arguments.of(
            (ThrowingCallable) () -> Regularizers.get("l3"),
            "regularizer: unknown name l3; known are L1, L2, L1L2, OrthogonalRegularizer."));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void badValuesAreRefused(ThrowingCallable call, String message) {
    assertRefused(call, message);
  }
}
