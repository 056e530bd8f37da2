package dev.rewind.autograd.ops;

import static dev.rewind.testkit.MatrixAssertions.assertNumber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.testkit.Tolerance;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and slopes of the activations of single elements, over the whole range of numbers. */
class ActivationsTest {
  /** Another formula for the same thing, which may lose digits by cancellation. */
  private static final Tolerance FORMULA = new Tolerance(1e-11, 1e-13);

  /** Asymptotes that hold to the last places; exponentials of −300 and less count as 0. */
  private static final Tolerance ASYMPTOTE = new Tolerance(1e-14, 1e-130);

  /** Activations of whole rows, which are not functions of single elements. */
  private static final Set<String> OF_ROWS = Set.of("softmax", "logSoftmax", "sparsemax");

  /** Those that have another slope on the right of 0 than at 0. */
  private static final Set<String> KINKED_AT_ZERO =
      Set.of("relu(x)", "relu6(x)", "leakyRelu(x, 0.2)", "elu(x, 0.5)", "selu(x)");

  private record Point(double value, double slope) {}

  private static Point at(double x, UnaryOperator<Variable> function) {
    try (Tape tape = Tape.create()) {
      Variable input = tape.variable(x);
      Variable y = function.apply(input);
      return new Point(y.scalar(), tape.gradients(y).of(input).get(0, 0));
    }
  }

  static List<ActivationCase> cases() {
    return ActivationCases.all();
  }

  @Test
  void everyActivationIsHere() {
    Set<String> methods =
        Stream.of(ActivationOps.class.getDeclaredMethods())
            .filter(method -> !method.isSynthetic())
            .map(Method::getName)
            .filter(name -> !OF_ROWS.contains(name))
            .collect(Collectors.toSet());
    assertThat(cases().stream().map(ActivationCase::method).collect(Collectors.toSet()))
        .isEqualTo(methods);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valueAgreesWithAnotherFormula(ActivationCase activation) {
    for (double x = -8; x <= 8; x += 0.37) {
      assertNumber(at(x, activation.function()).value())
          .named("x = " + x)
          .isCloseTo(activation.formula().applyAsDouble(x), FORMULA);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void farOutItFollowsItsAsymptotes(ActivationCase activation) {
    for (double size : new double[] {750, 1e5, 1e100, 1e300}) {
      assertOnLine(-size, activation, activation.left());
      assertOnLine(size, activation, activation.right());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aroundZeroItHasTheKnownValueAndSlope(ActivationCase activation) {
    for (double x : new double[] {0.0, -0.0, 4.9e-324, -4.9e-324, 1e-310, -1e-310}) {
      Point point = at(x, activation.function());
      double value = activation.atZero().value().applyAsDouble(x);
      assertThat(Math.abs(point.value() - value)).as("value at %s", x).isLessThan(1e-15);
      if (x <= 0 || !KINKED_AT_ZERO.contains(activation.call())) {
        double slope = activation.atZero().slope().applyAsDouble(x);
        assertNumber(point.slope()).named("slope at " + x).isCloseTo(slope, ASYMPTOTE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void notANumberStaysNotANumber(ActivationCase activation) {
    assertThat(at(Double.NaN, activation.function()).value()).isNaN();
  }

  private static void assertOnLine(
      double x, ActivationCase activation, ActivationCase.Line asymptote) {
    Point point = at(x, activation.function());
    assertNumber(point.value())
        .named("value at " + x)
        .isCloseTo(asymptote.value().applyAsDouble(x), ASYMPTOTE);
    assertNumber(point.slope())
        .named("slope at " + x)
        .isCloseTo(asymptote.slope().applyAsDouble(x), ASYMPTOTE);
  }

  /** The slopes at kinks are conventions: those of Keras on torch, from the golden files. */
  @ParameterizedTest
  @CsvSource({
    "hardSigmoid, -3, 0",
    "hardSigmoid, 3, 0",
    "legacyHardSigmoid, -2.5, 0.2",
    "legacyHardSigmoid, 2.5, 0.2",
    "relu, 0, 0",
    "relu slope, 0, 0.1",
    "relu max, 0, 0",
    "relu max, 4, 1",
    "relu threshold, 1.5, 0",
    "relu all, 1, 0",
    "relu all, 5, 1",
    "relu6, 0, 0",
    "relu6, 6, 0",
    "leakyRelu, 0, 0.2",
    "elu, 0, 0.5",
    "celu, 0, 1",
    "hardSilu, -3, 0",
    "hardSilu, 3, 1",
    "hardTanh, -1, 0",
    "hardTanh, 1, 0",
    "softShrink, -0.5, 0",
    "softShrink, 0.5, 0",
    "hardShrink, -0.5, 0",
    "hardShrink, 0.5, 0",
    "sparsePlus, -1, 0",
    "sparsePlus, 1, 1",
    "sparseSigmoid, -1, 0",
    "sparseSigmoid, 1, 0",
    "threshold, 0.75, 0"
  })
  void slopeAtKinkIsThatOfKeras(String name, double kink, double slope) {
    UnaryOperator<Variable> function =
        switch (name) {
          case "hardSigmoid" -> Ops::hardSigmoid;
          case "legacyHardSigmoid" -> Ops::legacyHardSigmoid;
          case "relu" -> Ops::relu;
          case "relu slope" -> x -> Ops.relu(x, 0.1, Double.POSITIVE_INFINITY, 0);
          case "relu max" -> x -> Ops.relu(x, 0, 4, 0);
          case "relu threshold" -> x -> Ops.relu(x, 0, Double.POSITIVE_INFINITY, 1.5);
          case "relu all" -> x -> Ops.relu(x, 0.2, 5, 1);
          case "relu6" -> Ops::relu6;
          case "leakyRelu" -> x -> Ops.leakyRelu(x, 0.2);
          case "elu" -> x -> Ops.elu(x, 0.5);
          case "celu" -> x -> Ops.celu(x, 2);
          case "hardSilu" -> Ops::hardSilu;
          case "hardTanh" -> Ops::hardTanh;
          case "softShrink" -> x -> Ops.softShrink(x, 0.5);
          case "hardShrink" -> x -> Ops.hardShrink(x, 0.5);
          case "sparsePlus" -> Ops::sparsePlus;
          case "sparseSigmoid" -> Ops::sparseSigmoid;
          case "threshold" -> x -> Ops.threshold(x, 0.75, -2);
          default -> throw new IllegalArgumentException(name);
        };
    assertThat(at(kink, function).slope()).isEqualTo(slope);
  }

  @Test
  void smallResultsKeepTheirDigits() {
    double e50 = StrictMath.exp(-50);
    assertValue(-10, x -> Ops.gelu(x, false), -7.619853024160528e-23, 1e-12);
    assertValue(50, Ops::logSigmoid, -e50, 1e-15);
    assertValue(-50, Ops::softplus, e50, 1e-15);
    assertValue(-50, Ops::silu, -50 * e50, 1e-15);
    assertValue(-50, Ops::mish, -50 * e50, 1e-15);
    assertValue(-1e-10, x -> Ops.elu(x, 1), -1e-10 * (1 - 0.5e-10), 1e-15);
    assertValue(-1e-10, Ops::selu, -1.7580993408473766e-10 * (1 - 0.5e-10), 1e-15);
    assertValue(-1e5, x -> Ops.squareplus(x, 4), 1e-5 * (1 - 1e-10), 1e-15);
    assertValue(1e-5, Ops::tanhShrink, 1e-15 / 3 * (1 - 0.4e-10), 1e-15);
    // on both sides of where the series takes over; expected values to 50 digits by Python's
    // decimal
    assertValue(0.0199, Ops::tanhShrink, 2.62645029388552e-6, 1e-14);
    assertValue(0.0201, Ops::tanhShrink, 2.706429630987356e-6, 1e-11);
  }

  @Test
  void smallSlopesKeepTheirDigits() {
    Tolerance lastPlaces = new Tolerance(1e-15, 0);
    double e50 = StrictMath.exp(-50);
    assertNumber(at(-50, Ops::softplus).slope()).isCloseTo(e50, lastPlaces);
    assertNumber(at(50, Ops::logSigmoid).slope()).isCloseTo(e50, lastPlaces);
    assertNumber(at(-50, x -> Ops.elu(x, 1)).slope()).isCloseTo(e50, lastPlaces);
    assertNumber(at(-50, x -> Ops.celu(x, 1)).slope()).isCloseTo(e50, lastPlaces);
    assertNumber(at(-50, Ops::silu).slope()).isCloseTo(-49 * e50, lastPlaces);
    assertNumber(at(-1e5, x -> Ops.squareplus(x, 4)).slope())
        .isCloseTo(1e-10, new Tolerance(1e-9, 0));
  }

  @Test
  void rectifiersTakeInfinity() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(at(-infinity, Ops::relu)).isEqualTo(new Point(0, 0));
    assertThat(at(infinity, Ops::relu)).isEqualTo(new Point(infinity, 1));
    assertThat(at(-infinity, Ops::relu6)).isEqualTo(new Point(0, 0));
    assertThat(at(infinity, Ops::relu6)).isEqualTo(new Point(6, 0));
  }

  private static void assertValue(
      double x, UnaryOperator<Variable> function, double expected, double relative) {
    assertNumber(at(x, function).value())
        .named("x = " + x)
        .isCloseTo(expected, new Tolerance(relative, 0));
  }
}
