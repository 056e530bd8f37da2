package dev.rewind.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void requireSpeaksOnlyWhenTheConditionFails() {
    Checks.require(true, "gru_1", "never said.");
    assertRefused(() -> Checks.require(false, "gru_1", "what is wrong."), "gru_1: what is wrong.");
  }

  @Test
  void positiveReturnsTheValue() {
    assertThat(Checks.positive("GRU", "units", 1)).isEqualTo(1);
    assertThat(Checks.positive("GRU", "units", Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void positiveRefusesZeroAndLess(int value) {
    assertRefused(
        () -> Checks.positive("GRU", "units", value),
        "GRU: units must be positive, got " + value + ".");
  }

  @Test
  void notNegativeReturnsTheValue() {
    assertThat(Checks.notNegative("SGD", "momentum", 0)).isZero();
    assertThat(Checks.notNegative("SGD", "momentum", 1e300)).isEqualTo(1e300);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-300, -1, Double.POSITIVE_INFINITY, Double.NaN})
  void notNegativeRefusesNegativeAndNotFinite(double value) {
    assertRefused(
        () -> Checks.notNegative("SGD", "momentum", value),
        "SGD: momentum must be finite and at least 0, got " + value + ".");
  }

  @Test
  void fractionReturnsTheValue() {
    assertThat(Checks.fraction("GRU", "dropout", 0)).isZero();
    assertThat(Checks.fraction("GRU", "dropout", 0.999)).isEqualTo(0.999);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.7, Double.NaN})
  void fractionRefusesWhatIsOutside(double value) {
    assertRefused(
        () -> Checks.fraction("GRU", "recurrentDropout", value),
        "GRU: recurrentDropout must be in [0, 1), got " + value + ".");
  }

  @Test
  void sameShapeReturnsTheActualShape() {
    Shape actual = new Shape(2, 3);
    assertThat(Checks.sameShape("add", actual, new Shape(2, 3))).isSameAs(actual);
  }

  @Test
  void sameShapeCarriesBothShapes() {
    assertThatThrownBy(() -> Checks.sameShape("kernel", new Shape(2, 3), new Shape(3, 2)))
        .isInstanceOfSatisfying(
            ShapeMismatchException.class,
            e -> {
              assertThat(e).hasMessage("kernel: shape [2, 3] does not fit; expected [3, 2].");
              assertThat(e.actual()).isEqualTo(new Shape(2, 3));
              assertThat(e.expected()).isEqualTo(new Shape(3, 2));
            });
  }

  @Test
  void finiteReturnsTheMatrix() {
    DMatrixRMaj matrix = new DMatrixRMaj(new double[][] {{-1e308, 0}, {4.9e-324, 1e308}});
    assertThat(Checks.finite("data", matrix)).isSameAs(matrix);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void finiteNamesTheFirstElementThatIsNot(double value) {
    DMatrixRMaj matrix = new DMatrixRMaj(new double[][] {{1, 2, 3}, {4, value, Double.NaN}});
    assertRefused(
        () -> Checks.finite("data", matrix),
        "data: element [1, 1] is "
            + value
            + "; expected finite numbers. Remove or impute it first.");
  }
}
