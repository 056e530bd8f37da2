package dev.rewind.testkit;

import static dev.rewind.testkit.MatrixAssertions.assertArray;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static dev.rewind.testkit.MatrixAssertions.assertNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class MatrixAssertionsTest {
  private static final Tolerance TIGHT = new Tolerance(1e-9, 1e-11); // of the golden files
  private static final Tolerance TENTH = new Tolerance(0.1, 0); // relative only, easy to reckon

  private static DMatrixRMaj matrix(double[]... rows) {
    return new DMatrixRMaj(rows);
  }

  private static void assertFails(ThrowingCallable assertion, String message) {
    assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessage(message);
  }

  @Test
  void messageNamesTheWorstElement() {
    DMatrixRMaj got = matrix(new double[] {1, 2 + 1e-6, 3}, new double[] {4, 5, 0.1931});
    DMatrixRMaj expected = matrix(new double[] {1, 2, 3}, new double[] {4, 5, 0.1877});
    assertFails(
        () -> assertMatrix(got).named("recurrent_kernel").isCloseTo(expected, TIGHT),
        "recurrent_kernel[1, 2]: got 0.1931, expected 0.1877, difference 5.4e-3"
            + " > 1e-9 · |expected| + 1e-11; 2 of 6 elements differ, this one most.");
  }

  @Test
  void worstIsMeasuredByTheElementsOwnTolerance() {
    // 130 is off by 30, but 1.5 is off by five times its tolerance and 130 by three only
    assertFails(
        () -> assertArray(new double[] {130, 1.5}).isCloseTo(new double[] {100, 1}, TENTH),
        "array[1]: got 1.5, expected 1.0, difference 5.0e-1"
            + " > 0.1 · |expected| + 0; 2 of 2 elements differ, this one most.");
  }

  @Test
  void worstElementMayComeFirstAndTheFirstOfEqualsIsNamed() {
    assertThatThrownBy(
            () -> assertArray(new double[] {7, 2, 2}).isCloseTo(new double[] {1, 1, 1}, TENTH))
        .hasMessageStartingWith("array[0]: got 7.0,")
        .hasMessageContaining("3 of 3 elements differ");
    assertThatThrownBy(
            () -> assertArray(new double[] {1, 3, 3}).isCloseTo(new double[] {1, 1, 1}, TENTH))
        .hasMessageStartingWith("array[1]: got 3.0,")
        .hasMessageContaining("2 of 3 elements differ");
  }

  @Test
  void toleranceIsRelativeToTheExpectedValue() {
    assertNumber(110).isCloseTo(100, new Tolerance(0.1, 0));
    assertThat(TENTH.accepts(100, 110)).isTrue(); // 10 ≤ 11
    assertThat(TENTH.accepts(110.5, 100)).isFalse(); // 10.5 > 10
    assertThat(TENTH.accepts(-1, 1)).isFalse();
    assertThat(new Tolerance(0, 0.5).accepts(2.5, 2)).isTrue();
    assertThat(new Tolerance(0, 0.5).accepts(2.501, 2)).isFalse();
    assertThat(new Tolerance(0.25, 0.5).accepts(3, 2)).isTrue(); // 1 ≤ 0.5 + 0.5
    assertThat(new Tolerance(0, 0).accepts(2, 2)).isTrue();
    assertThat(new Tolerance(0, 0).accepts(Math.nextUp(2), 2)).isFalse();
  }

  @Test
  void valuesThatAreNotFiniteAgreeWithTheirOwnKindOnly() {
    double inf = Double.POSITIVE_INFINITY;
    double[] special = {Double.NaN, inf, -inf};
    assertArray(special).isCloseTo(special.clone(), TIGHT);
    for (int i = 0; i < special.length; i++) {
      for (double other : new double[] {0, 1e308, special[(i + 1) % 3], special[(i + 2) % 3]}) {
        assertThat(TIGHT.accepts(special[i], other)).as("%s, %s", special[i], other).isFalse();
        assertThat(TIGHT.accepts(other, special[i])).as("%s, %s", other, special[i]).isFalse();
      }
    }
  }

  @Test
  void valuesThatAreNotFiniteAreTheWorst() {
    assertFails(
        () ->
            assertArray(new double[] {5, Double.NaN, 7})
                .named("outputs")
                .isCloseTo(new double[] {1, 2, 7}, TIGHT),
        "outputs[1]: got NaN, expected 2.0; 2 of 3 elements differ, this one most.");
    assertFails(
        () ->
            assertArray(new double[] {9, 2})
                .isCloseTo(new double[] {1, Double.NEGATIVE_INFINITY}, TIGHT),
        "array[1]: got 2.0, expected -Infinity; 2 of 2 elements differ, this one most.");
  }

  @Test
  void everyDifferenceCountsWhenNoneIsAllowed() {
    assertFails(
        () ->
            assertArray(new double[] {0, 1e-300})
                .isCloseTo(new double[] {0, 0}, new Tolerance(1e-9, 0)),
        "array[1]: got 1.0E-300, expected 0.0, difference 1.0e-300"
            + " > 1e-9 · |expected| + 0; 1 of 2 elements differ, this one most.");
  }

  @Test
  void singleNumberNeedsNoCount() {
    assertFails(
        () -> assertNumber(1e10).named("loss").isCloseTo(0.5, new Tolerance(1e-9, 1.25e-7)),
        "loss: got 1.0E10, expected 0.5, difference 1.0e10 > 1e-9 · |expected| + 1.25e-7.");
  }

  @Test
  void shapesMustBeEqual() {
    DMatrixRMaj row = matrix(new double[] {1, 2});
    DMatrixRMaj column = matrix(new double[] {1}, new double[] {2});
    assertFails(
        () -> assertMatrix(row).named("bias").isCloseTo(column, TIGHT),
        "bias: shape is [1, 2], expected [2, 1].");
    assertFails(
        () -> assertMatrix(row).isCloseTo(matrix(new double[] {1, 2}, new double[] {1, 2}), TIGHT),
        "matrix: shape is [1, 2], expected [2, 2].");
    assertFails(
        () -> assertArray(new double[] {1}).isCloseTo(new double[] {1, 2}, TIGHT),
        "array: shape is [1], expected [2].");
  }

  @Test
  void equalMatricesPass() {
    assertMatrix(matrix(new double[] {1, -2e5})).isCloseTo(matrix(new double[] {1, -2e5}), TIGHT);
  }

  @Test
  void unusableTolerancesAreRefused() {
    assertThatThrownBy(() -> new Tolerance(-1e-9, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Tolerance: rtol must be finite and at least 0, got -1.0E-9.");
    assertThatThrownBy(() -> new Tolerance(0, Double.NaN))
        .hasMessage("Tolerance: atol must be finite and at least 0, got NaN.");
    assertThatThrownBy(() -> new Tolerance(Double.POSITIVE_INFINITY, 0))
        .hasMessage("Tolerance: rtol must be finite and at least 0, got Infinity.");
  }
}
