package dev.rewind.core.kernels;

import static dev.rewind.testkit.MatrixAssertions.assertNumber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.testkit.Tolerance;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarFunctionsTest {
  /** A few units in the last place, also where the result is tiny. */
  private static final Tolerance LAST_PLACES = new Tolerance(1e-15, 0);

  private static final MathContext DIGITS = new MathContext(60);

  /** eˣ to 50 digits, by the series of e^(x / 2¹²) and repeated squaring. */
  private static BigDecimal exp(double x) {
    BigDecimal reduced = new BigDecimal(x).divide(new BigDecimal(4096), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int n = 1; n < 40; n++) {
      term = term.multiply(reduced, DIGITS).divide(new BigDecimal(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum.pow(4096, DIGITS);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {-700, -100, -37, -10, -3, -1, -0.1, -1e-9, -0.0, 0, 1e-9, 0.1, 1, 3, 10, 37, 700})
  void sigmoidIsAccurateInBothTails(double x) {
    BigDecimal e = exp(x);
    double expected = e.divide(e.add(BigDecimal.ONE), DIGITS).doubleValue();
    assertNumber(ScalarFunctions.sigmoid(x)).isCloseTo(expected, LAST_PLACES);
  }

  /** log(1 + q) = 2 artanh(q / (2 + q)), by its series; q = e^−|x| ≤ 1. */
  @ParameterizedTest
  @ValueSource(
      doubles = {-700, -100, -37, -10, -3, -1, -0.1, -1e-9, -0.0, 0, 1e-9, 0.1, 1, 3, 10, 37, 700})
  void softplusIsAccurateInBothTails(double x) {
    BigDecimal q = exp(-Math.abs(x));
    BigDecimal ratio = q.divide(q.add(new BigDecimal(2)), DIGITS);
    BigDecimal square = ratio.multiply(ratio, DIGITS);
    BigDecimal power = ratio;
    BigDecimal sum = BigDecimal.ZERO;
    for (int n = 1; n < 100; n += 2) {
      sum = sum.add(power.divide(new BigDecimal(n), DIGITS), DIGITS);
      power = power.multiply(square, DIGITS);
    }
    double expected =
        sum.multiply(new BigDecimal(2)).add(new BigDecimal(Math.max(x, 0))).doubleValue();
    assertNumber(ScalarFunctions.softplus(x)).isCloseTo(expected, LAST_PLACES);
  }

  @Test
  void sigmoidSaturates() {
    assertThat(ScalarFunctions.sigmoid(-750)).isZero();
    assertThat(ScalarFunctions.sigmoid(-1e5)).isZero();
    assertThat(ScalarFunctions.sigmoid(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(ScalarFunctions.sigmoid(750)).isEqualTo(1);
    assertThat(ScalarFunctions.sigmoid(1e5)).isEqualTo(1);
    assertThat(ScalarFunctions.sigmoid(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(ScalarFunctions.sigmoid(Double.MIN_VALUE)).isEqualTo(0.5);
    assertThat(ScalarFunctions.sigmoid(Double.NaN)).isNaN();
    // subnormal, not yet 0
    assertThat(ScalarFunctions.sigmoid(-740)).isEqualTo(Math.exp(-740)).isPositive();
  }

  @Test
  void softplusTendsToTheRectifier() {
    assertThat(ScalarFunctions.softplus(-750)).isZero();
    assertThat(ScalarFunctions.softplus(-1e5)).isZero();
    assertThat(ScalarFunctions.softplus(750)).isEqualTo(750);
    assertThat(ScalarFunctions.softplus(1e5)).isEqualTo(1e5);
    assertThat(ScalarFunctions.softplus(1e308)).isEqualTo(1e308);
    assertThat(ScalarFunctions.softplus(Double.MIN_VALUE)).isEqualTo(Math.log(2));
    assertThat(ScalarFunctions.softplus(Double.NaN)).isNaN();
    assertThat(ScalarFunctions.softplus(-740)).isEqualTo(Math.exp(-740)).isPositive();
  }
}
