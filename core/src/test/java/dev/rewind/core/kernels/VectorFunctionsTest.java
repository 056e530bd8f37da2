package dev.rewind.core.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.core.RandomSource;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** exp, logistic function and tanh of the vector kernels, over the whole range of double. */
class VectorFunctionsTest {
  private static final Kernels KERNELS = Kernels.vector();
  private static final MathContext DIGITS = new MathContext(45);

  /** What is promised, in units in the last place. */
  private static final double NEARNESS = 4;

  /** What holds against the exact value; {@link StrictMath} is itself a unit or two off. */
  private static final double EXACT_NEARNESS = 2.6;

  /** No multiple of the width of any vector, and beginning differently in each. */
  private static final int ODD_SIZE = 1021;

  private static final double[] EDGES = {
    0,
    Double.MIN_VALUE,
    3 * Double.MIN_VALUE,
    Math.nextDown(Double.MIN_NORMAL),
    Double.MIN_NORMAL,
    1e-300,
    0x1p-54,
    0x1p-53,
    Math.log(2) / 2,
    Math.nextUp(Math.log(2) / 2),
    1,
    19.06154746539,
    20,
    22,
    40,
    708.3964185322641,
    709.782712893384,
    709.7827128933841,
    710,
    711,
    744.4400719213812,
    745.1332191019411,
    745.1332191019412,
    746,
    747,
    0x1p52,
    1e300,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NaN
  };

  /** All edges, any bits at all, and the ranges in which the functions change. */
  private static double[] arguments() {
    List<Double> all = new ArrayList<>();
    for (double edge : EDGES) {
      all.add(edge);
      all.add(-edge);
    }
    RandomSource random = RandomSource.of(1);
    for (int exponent = -1074; exponent < 1024; exponent++) {
      for (int i = 0; i < 20; i++) {
        all.add(Math.scalb(random.nextDouble() + 1, exponent) * (i % 2 == 0 ? 1 : -1));
      }
    }
    for (double range : new double[] {0.3, 1, 3, 25, 750}) {
      for (int i = 0; i < 40_000; i++) {
        all.add(range * (2 * random.nextDouble() - 1));
      }
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] computed(BiConsumer<DMatrixRMaj, DMatrixRMaj> kernel, double[] x) {
    DMatrixRMaj y = new DMatrixRMaj(1, x.length);
    kernel.accept(new DMatrixRMaj(1, x.length, true, x), y);
    return y.data;
  }

  /** Distance in units in the last place of what is expected; the signs of zeros count. */
  private static double distance(double actual, double expected) {
    boolean same = Double.doubleToLongBits(actual) == Double.doubleToLongBits(expected);
    return same ? 0 : Math.abs(actual - expected) / Math.ulp(expected);
  }

  private static void assertNearStrictMath(
      BiConsumer<DMatrixRMaj, DMatrixRMaj> kernel, DoubleUnaryOperator function) {
    double[] x = arguments();
    double[] y = computed(kernel, x);
    for (int i = 0; i < x.length; i++) {
      double expected = function.applyAsDouble(x[i]);
      double distance = distance(y[i], expected);
      if (!(distance <= NEARNESS) || (expected == 0 && distance != 0)) {
        throw new AssertionError("of %s: %s, expected %s".formatted(x[i], y[i], expected));
      }
    }
  }

  @Test
  void functionsAreNearStrictMathOverTheWholeRange() {
    assertNearStrictMath(KERNELS::exp, StrictMath::exp);
    assertNearStrictMath(KERNELS::sigmoid, ScalarFunctions::sigmoid);
    assertNearStrictMath(KERNELS::tanh, StrictMath::tanh);
  }

  /** By the series, of an argument that was halved ten times. */
  private static BigDecimal exactExp(BigDecimal x) {
    BigDecimal small = x.divide(BigDecimal.valueOf(1024), DIGITS);
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int k = 1; k < 25; k++) {
      term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum.pow(1024, DIGITS);
  }

  private static BigDecimal exactSigmoid(BigDecimal x) {
    return BigDecimal.ONE.divide(exactExp(x.negate()).add(BigDecimal.ONE), DIGITS);
  }

  private static BigDecimal exactTanh(BigDecimal x) {
    BigDecimal square = exactExp(x.add(x));
    return square.subtract(BigDecimal.ONE).divide(square.add(BigDecimal.ONE), DIGITS);
  }

  private static void assertNearExactly(
      BiConsumer<DMatrixRMaj, DMatrixRMaj> kernel, UnaryOperator<BigDecimal> function) {
    RandomSource random = RandomSource.of(2);
    double[] x = new double[ODD_SIZE];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i % 2 == 0 ? 1 : 8) * (2 * random.nextDouble() - 1);
    }
    double[] y = computed(kernel, x);
    for (int i = 0; i < x.length; i++) {
      BigDecimal exact = function.apply(new BigDecimal(x[i]));
      double error = new BigDecimal(y[i]).subtract(exact).abs().doubleValue();
      assertThat(error / Math.ulp(exact.doubleValue()))
          .as("error of the function of %s", x[i])
          .isLessThanOrEqualTo(EXACT_NEARNESS);
    }
  }

  @Test
  void functionsAreNearTheExactValues() {
    assertNearExactly(KERNELS::exp, VectorFunctionsTest::exactExp);
    assertNearExactly(KERNELS::sigmoid, VectorFunctionsTest::exactSigmoid);
    assertNearExactly(KERNELS::tanh, VectorFunctionsTest::exactTanh);
  }

  private static void assertSameBitsInAnyPlace(BiConsumer<DMatrixRMaj, DMatrixRMaj> kernel) {
    double[] x = arguments();
    double[] all = computed(kernel, x);
    for (int i = 0; i < x.length; i++) {
      double alone = computed(kernel, new double[] {x[i]})[0];
      assertThat(Double.doubleToLongBits(alone))
          .as("the function of %s, alone and in a vector", x[i])
          .isEqualTo(Double.doubleToLongBits(all[i]));
    }
  }

  @Test
  void aNumberHasTheSameBitsInAVectorAndAlone() {
    assertSameBitsInAnyPlace(KERNELS::exp);
    assertSameBitsInAnyPlace(KERNELS::sigmoid);
    assertSameBitsInAnyPlace(KERNELS::tanh);
  }
}
