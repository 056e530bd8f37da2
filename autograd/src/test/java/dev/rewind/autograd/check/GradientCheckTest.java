package dev.rewind.autograd.check;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.matmul;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.FiniteDifferencesDifferentiator;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the checker computes, and that it leaves everything as it was. */
class GradientCheckTest {
  private final RandomSource random = RandomSource.of(5);

  record Log() implements ElementwiseOp {
    @Override
    public double f(double x) {
      return Math.log(x);
    }

    @Override
    public double df(double x, double y) {
      return 1 / x;
    }
  }

  record Relu() implements ElementwiseOp {
    @Override
    public double f(double x) {
      return Math.max(x, 0);
    }

    @Override
    public double df(double x, double y) {
      return x > 0 ? 1 : 0;
    }
  }

  @Test
  void inputsAndParametersPass() {
    Parameter kernel = new Parameter("kernel", gaussian(5, 3));
    Parameter bias = new Parameter("bias", gaussian(1, 3));
    GradientReport report =
        GradientCheck.of(
                (tape, x) ->
                    mul(
                        tanh(add(matmul(x[0], tape.parameter(kernel)), tape.parameter(bias))),
                        x[1]))
            .inputs(gaussian(4, 5), gaussian(4, 3))
            .parameters(kernel, bias)
            .run();
    report.requirePassed();
    assertEquals(
        List.of("input 0", "input 1", "kernel", "bias"),
        report.matrices().stream().map(GradientReport.Matrix::name).toList());
    assertEquals(
        List.of(20, 12, 15, 3),
        report.matrices().stream().map(GradientReport.Matrix::checked).toList());
  }

  @Test
  void elementsUpTo200AndProjectionsAbove() {
    GradientReport report =
        GradientCheck.of((tape, x) -> matmul(tanh(x[0]), tanh(x[1])))
            .inputs(gaussian(10, 20), gaussian(20, 11))
            .run();
    report.requirePassed();
    assertEquals(GradientReport.Method.ELEMENTS, report.matrices().get(0).method());
    assertEquals(200, report.matrices().get(0).checked());
    assertEquals(GradientReport.Method.PROJECTIONS, report.matrices().get(1).method());
    assertEquals(8, report.matrices().get(1).checked());
  }

  @Test
  void costOfALargeMatrixDoesNotDependOnItsSize() {
    AtomicInteger evaluations = new AtomicInteger();
    GradientCheck check =
        GradientCheck.of(
            (tape, x) -> {
              evaluations.incrementAndGet();
              return tanh(x[0]);
            });
    check.inputs(gaussian(50, 60)).run().requirePassed();
    assertTrue(evaluations.get() < 150, evaluations + " evaluations");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-8, 1e-4, 1, 1e3, 1e6})
  void anyMagnitudeOfTheInputPasses(double magnitude) {
    DMatrixRMaj x = random.fillUniform(magnitude, 2 * magnitude, new DMatrixRMaj(3, 4));
    GradientCheck.of((tape, v) -> mul(v[0], v[0])).inputs(x).run().requirePassed();
    GradientCheck.of((tape, v) -> tape.record(new Log(), v)).inputs(x).run().requirePassed();
    GradientCheck.of((tape, v) -> tanh(mul(v[0], tape.constant(1 / magnitude))))
        .inputs(x)
        .run()
        .requirePassed();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-8, 1e-4, 1, 1e3, 1e6})
  void anyMagnitudeOfTheResultPasses(double magnitude) {
    GradientCheck.of((tape, x) -> mul(tanh(x[0]), tape.constant(magnitude)))
        .inputs(gaussian(3, 4))
        .run()
        .requirePassed();
    GradientCheck.of((tape, x) -> mul(tanh(x[0]), tape.constant(magnitude)))
        .inputs(gaussian(20, 30))
        .run()
        .requirePassed();
  }

  @Test
  void magnitudesMayDifferWithinAMatrix() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1e-8, 1e-3, 1, 1e3, 1e6}});
    GradientCheck.of((tape, v) -> tape.record(new Log(), v)).inputs(x).run().requirePassed();
  }

  @Test
  void steepFunctionPasses() {
    GradientCheck.of((tape, x) -> tanh(mul(x[0], tape.constant(50))))
        .inputs(random.fillUniform(-0.1, 0.1, new DMatrixRMaj(5, 5)))
        .run()
        .requirePassed();
  }

  @Test
  void largeEpsilonIsMadeSmallerWhereTheFunctionBends() {
    GradientCheck.of((tape, x) -> tanh(mul(x[0], tape.constant(50))))
        .inputs(new DMatrixRMaj(1, 1))
        .epsilon(1e-2)
        .run()
        .requirePassed();
  }

  @Test
  void smallSlopeOnALargeValueIsCheckedWithALargerStep() {
    GradientCheck.of((tape, x) -> add(mul(x[0], tape.constant(1e-6)), tape.constant(1)))
        .inputs(gaussian(2, 3))
        .run()
        .requirePassed();
  }

  @Test
  void functionThatRoundsMuchMoreThanItsValueSaysPasses() {
    for (int seed = 0; seed < 20; seed++) {
      GradientCheck.of((tape, x) -> add(add(tanh(x[0]), tape.constant(1e4)), tape.constant(-1e4)))
          .inputs(random.fillUniform(-0.5, 0.5, new DMatrixRMaj(2, 3)))
          .seed(seed)
          .run()
          .requirePassed();
    }
  }

  @Test
  void saturatedElementsPass() {
    DMatrixRMaj x = random.fillUniform(-30, 30, new DMatrixRMaj(10, 10));
    GradientCheck.of((tape, v) -> tanh(matmul(tanh(v[0]), tape.constant(x))))
        .inputs(x)
        .tolerance(1e-5)
        .run()
        .requirePassed();
  }

  @Test
  void longFunctionPasses() {
    GradientCheck.of(
            (tape, x) -> {
              Variable h = x[0];
              for (int i = 0; i < 500; i++) {
                h = tanh(matmul(h, x[1]));
              }
              return h;
            })
        .inputs(gaussian(2, 3), random.fillUniform(0.3, 0.8, new DMatrixRMaj(3, 3)))
        .run()
        .matrices()
        .stream()
        .skip(1) // what went in 500 steps ago is forgotten
        .forEach(matrix -> assertTrue(matrix.passed(), matrix.toString()));
  }

  @Test
  void kinkBesideThePointDoesNotMatter() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1e-6, -1e-6, 0.5, 1e-12}});
    GradientCheck.of((tape, v) -> tape.record(new Relu(), v)).inputs(x).run().requirePassed();
  }

  @Test
  void kinkAtThePointIsSuspected() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{0.5, 0, -0.5}});
    GradientReport.Matrix worst =
        GradientCheck.of((tape, v) -> tape.record(new Relu(), v)).inputs(x).run().worst();
    assertEquals(GradientReport.Verdict.DIFFERS_AT_KINK, worst.verdict());
    assertEquals("[0, 1]", worst.place());
  }

  @Test
  void numericValueIsThatOfCommonsMath() {
    double at = 0.3;
    GradientReport.Matrix worst =
        GradientCheck.of((tape, x) -> mul(tanh(mul(x[0], x[0])), x[0]))
            .inputs(new DMatrixRMaj(new double[][] {{at}}))
            .run()
            .worst();
    DerivativeStructure derivative =
        new FiniteDifferencesDifferentiator(7, 1e-2)
            .differentiate((double x) -> Math.tanh(x * x) * x)
            .value(new DerivativeStructure(1, 1, 0, at));
    assertEquals(derivative.getPartialDerivative(1), worst.numeric(), 1e-10);
  }

  @Test
  void uncertaintyCoversTheErrorOfTheNumericValue() {
    GradientReport.Matrix worst =
        GradientCheck.of((tape, x) -> tanh(x[0])).inputs(gaussian(1, 1)).run().worst();
    assertTrue(Math.abs(worst.analytic() - worst.numeric()) <= worst.uncertainty());
  }

  @Test
  void dropoutPassesBecauseItsRandomnessReplays() {
    GradientCheck.RandomFunction dropout = (tape, x, source) -> mul(tanh(x[0]), mask(tape, source));
    GradientCheck check = GradientCheck.of(dropout).inputs(gaussian(4, 5));
    GradientReport report = check.run();
    report.requirePassed();
    assertEquals(report, check.run());
    assertNotEquals(report.matrices(), check.seed(43).run().matrices());
  }

  @Test
  void seedDecidesTheRandomNumbersOfTheFunction() {
    assertEquals(firstDraw(1), firstDraw(1));
    assertNotEquals(firstDraw(1), firstDraw(2));
  }

  private double firstDraw(long seed) {
    double[] draw = new double[1];
    GradientCheck.of(
            (tape, x, source) -> {
              draw[0] = source.nextDouble();
              return tanh(x[0]);
            })
        .inputs(gaussian(1, 2))
        .seed(seed)
        .run();
    return draw[0];
  }

  @Test
  void randomnessFromElsewhereIsRefused() {
    RandomSource elsewhere = RandomSource.of(1);
    GradientCheck check =
        GradientCheck.of((tape, x) -> mul(tanh(x[0]), mask(tape, elsewhere)))
            .inputs(gaussian(4, 5));
    assertThrows(IllegalArgumentException.class, check::run);
  }

  private static Variable mask(Tape tape, RandomSource source) {
    DMatrixRMaj mask = new DMatrixRMaj(4, 5);
    for (int i = 0; i < mask.getNumElements(); i++) {
      mask.set(i, source.nextDouble() < 0.5 ? 0 : 2);
    }
    return tape.constant(mask);
  }

  @Test
  void parametersAreRestoredBitForBit() {
    double[] odd = {-0.0, 4.9e-324, 0.1, -1e300, Math.PI, 1e-310};
    Parameter small = new Parameter("small", new DMatrixRMaj(1, 6, true, odd));
    Parameter large = new Parameter("large", gaussian(1, 300));
    long[] smallBits = bits(small.value());
    long[] largeBits = bits(large.value());
    GradientCheck.of((tape, x) -> add(tanh(tape.parameter(small)), x[0]))
        .inputs(gaussian(1, 6))
        .parameters(small)
        .run();
    GradientCheck.of((tape, x) -> tanh(tape.parameter(large))).parameters(large).run();
    assertArrayEquals(smallBits, bits(small.value()));
    assertArrayEquals(largeBits, bits(large.value()));
  }

  @Test
  void parametersAreRestoredWhenTheFunctionThrows() {
    Parameter parameter = new Parameter("kernel", gaussian(2, 3));
    long[] before = bits(parameter.value());
    AtomicInteger evaluations = new AtomicInteger();
    GradientCheck check =
        GradientCheck.of(
                (tape, x) -> {
                  if (evaluations.incrementAndGet() == 20) {
                    assertNotEquals(
                        Arrays.toString(before), Arrays.toString(bits(parameter.value())));
                    throw new UnsupportedOperationException("in the middle");
                  }
                  return tanh(tape.parameter(parameter));
                })
            .parameters(parameter);
    assertThrows(UnsupportedOperationException.class, check::run);
    assertArrayEquals(before, bits(parameter.value()));
  }

  @Test
  void inputsAreCopiedAndNeverModified() {
    DMatrixRMaj x = gaussian(3, 4);
    long[] before = bits(x);
    GradientCheck.of(
            (tape, v) -> {
              assertArrayEquals(before, bits(x));
              return tanh(v[0]);
            })
        .inputs(x)
        .run();
    GradientCheck check = GradientCheck.of((tape, v) -> tanh(v[0])).inputs(x);
    GradientReport report = check.run();
    x.fill(0.25);
    assertEquals(report, check.run());
  }

  @Test
  void optionsMakeChangedCopies() {
    GradientCheck check = GradientCheck.of((tape, x) -> tanh(x[0])).inputs(gaussian(2, 2));
    GradientReport changed = check.epsilon(1e-3).tolerance(1e-5).seed(1).run();
    assertEquals(1e-3, changed.epsilon());
    assertEquals(1e-5, changed.tolerance());
    assertEquals(1, changed.seed());
    GradientReport unchanged = check.run();
    assertEquals(1e-4, unchanged.epsilon());
    assertEquals(1e-6, unchanged.tolerance());
    assertEquals(42, unchanged.seed());
  }

  private DMatrixRMaj gaussian(int rows, int columns) {
    return random.fillGaussian(0, 1, new DMatrixRMaj(rows, columns));
  }

  private static long[] bits(DMatrixRMaj matrix) {
    return Arrays.stream(matrix.data).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
