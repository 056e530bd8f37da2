package dev.rewind.autograd.check;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.sliceRows;
import static dev.rewind.autograd.ops.Ops.tanh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.Tape;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the checker says, word for word. */
class GradientCheckMessagesTest {
  private static final DMatrixRMaj X = new DMatrixRMaj(new double[][] {{1, 2, 3}});

  /** {@code y = Σ c ⊙ x}, whose gradient claims other coefficients. */
  record Linear(DMatrixRMaj coefficients, DMatrixRMaj claimed) implements Op {
    @Override
    public Shape outputShape(Shape... x) {
      return Shape.SCALAR;
    }

    @Override
    public Keep keep() {
      return Keep.NOTHING;
    }

    @Override
    public void forward(Kernels kernels, Forward forward) {
      double sum = 0;
      for (int i = 0; i < coefficients.getNumElements(); i++) {
        sum += coefficients.get(i) * forward.input(0).get(i);
      }
      forward.output().set(0, 0, sum);
    }

    @Override
    public void backward(Kernels kernels, Backward backward) {
      kernels.addScaled(backward.outputGradient().get(0, 0), claimed, backward.inputGradient(0));
    }
  }

  @Test
  void wrongElementIsNamedWithBothValues() {
    DMatrixRMaj right = new DMatrixRMaj(3, 6);
    right.fill(0.5);
    right.set(2, 5, 0.1877);
    DMatrixRMaj wrong = right.copy();
    wrong.set(2, 5, 0.1931);
    Parameter kernel = new Parameter("recurrent_kernel", new DMatrixRMaj(3, 6));
    GradientReport report =
        GradientCheck.of((tape, x) -> tape.record(new Linear(right, wrong), tape.parameter(kernel)))
            .parameters(kernel)
            .run();
    assertFalse(report.passed());
    failed(
        "GradientCheck: recurrent_kernel[2, 5]: analytic 0.1931, numeric 0.1877,"
            + " relative error 2.8e-2 > 1e-6 (ε 1e-4, seed 42).",
        report);
  }

  @Test
  void smallDifferenceIsPrintedWithAllTheDigitsItTakes() {
    DMatrixRMaj right = new DMatrixRMaj(new double[][] {{0.5, 0.25}});
    DMatrixRMaj wrong = new DMatrixRMaj(new double[][] {{0.5, 0.2500025}});
    GradientReport report =
        GradientCheck.of((tape, x) -> tape.record(new Linear(right, wrong), x))
            .inputs(new DMatrixRMaj(1, 2))
            .epsilon(1e-3)
            .tolerance(1e-7)
            .seed(3)
            .run();
    failed(
        "GradientCheck: input 0[0, 1]: analytic 0.2500025, numeric 0.25,"
            + " relative error 1e-5 > 1e-7 (ε 1e-3, seed 3).",
        report);
  }

  @Test
  void gradientThatIsNotANumberIsNamed() {
    DMatrixRMaj right = new DMatrixRMaj(new double[][] {{0.1, 0.25, 0.3}});
    DMatrixRMaj wrong = new DMatrixRMaj(new double[][] {{0.1, Double.NaN, 0.3}});
    failed(
        "GradientCheck: input 0[0, 1]: analytic NaN, numeric 0.25,"
            + " relative error Infinity > 1e-6 (ε 1e-4, seed 42).",
        GradientCheck.of((tape, x) -> tape.record(new Linear(right, wrong), x)).inputs(X).run());
  }

  @Test
  void kinkIsSuspected() {
    GradientReport report =
        GradientCheck.of((tape, x) -> tape.record(new GradientCheckTest.Relu(), x))
            .inputs(new DMatrixRMaj(1, 1))
            .run();
    failed(
        "GradientCheck: input 0[0, 0]: analytic 0, numeric 0.5, relative error 1 > 1e-6"
            + " (ε 1e-4, seed 42). The numeric value is uncertain by 1:"
            + " a kink, a jump, or much rounding? Move the point.",
        report);
  }

  @Test
  void matrixWithoutInfluenceDoesNotPass() {
    Parameter idle = new Parameter("idle", X.copy());
    failed(
        "GradientCheck: idle: no influence, both gradients are 0 (ε 1e-4, seed 42)."
            + " Leave it out, or choose a point where it matters.",
        GradientCheck.of((tape, x) -> tanh(x[0])).inputs(X).parameters(idle).run());
    failed(
        "GradientCheck: input 1: no influence, both gradients are 0 (ε 1e-4, seed 42)."
            + " Leave it out, or choose a point where it matters.",
        GradientCheck.of((tape, x) -> tanh(x[0])).inputs(X, X).run());
  }

  @Test
  void elementsWithoutInfluencePass() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1, 2}, {3, 4}, {5, 6}});
    GradientCheck.of((tape, v) -> tanh(sliceRows(v[0], 1, 2))).inputs(x).run().requirePassed();
  }

  @Test
  void gradientLostInRoundingNoiseDoesNotPass() {
    GradientReport report =
        GradientCheck.of((tape, x) -> add(mul(x[0], tape.constant(1e-9)), tape.constant(1e6)))
            .inputs(X)
            .run();
    GradientReport.Matrix worst = report.worst();
    assertEquals(GradientReport.Verdict.TOO_NOISY, worst.verdict());
    assertTrue(worst.uncertainty() > 1e-6 * Math.abs(worst.analytic()));
    String message = assertThrows(AssertionError.class, report::requirePassed).getMessage();
    assertTrue(message.startsWith("GradientCheck: " + report.failure().orElseThrow() + "\n"));
    assertTrue(
        message.matches(
            "(?s)GradientCheck: input 0\\[0, \\d]: analytic \\S+, numeric \\S+,"
                + " rounding noise \\S+ is too much for a tolerance of 1e-6 \\(ε 1e-4, seed 42\\)\\."
                + " Choose a point where it matters more, or a larger tolerance\\.\n.*"),
        message);
  }

  @Test
  void functionWithStateIsRefused() {
    AtomicInteger calls = new AtomicInteger();
    refused(
        "GradientCheck: the function gave two results for the same values: 2.0 and 4.0 at [0, 1]."
            + " Draw random numbers from the source of (tape, x, random) -> … only,"
            + " and keep no state.",
        () ->
            GradientCheck.of(
                    (tape, x) -> {
                      DMatrixRMaj factors = new DMatrixRMaj(new double[][] {{1, 1, 1}});
                      factors.set(0, 1, calls.incrementAndGet());
                      return mul(x[0], tape.constant(factors));
                    })
                .inputs(X)
                .run());
    refused(
        "GradientCheck: the function gave two results for the same values: [5, 3] and [6, 3]."
            + " Draw random numbers from the source of (tape, x, random) -> … only,"
            + " and keep no state.",
        () ->
            GradientCheck.of((tape, x) -> sliceRows(x[0], 0, 2 + calls.incrementAndGet()))
                .inputs(new DMatrixRMaj(9, 3))
                .run());
  }

  @Test
  void functionMustBeFinite() {
    refused(
        "GradientCheck: the function is NaN at [0, 1]. Choose a point where it is finite.",
        () ->
            GradientCheck.of((tape, x) -> tape.record(new GradientCheckTest.Log(), x))
                .inputs(new DMatrixRMaj(new double[][] {{1, -1}}))
                .run());
    refused(
        "GradientCheck: the function is -Infinity at [0, 0]. Choose a point where it is finite.",
        () ->
            GradientCheck.of((tape, x) -> tape.record(new GradientCheckTest.Log(), x))
                .inputs(new DMatrixRMaj(1, 1))
                .run());
  }

  @Test
  void pointMustBeFinite() {
    refused(
        "GradientCheck: input 0: element [0, 1] is NaN; expected finite numbers."
            + " Remove or impute it first.",
        () ->
            GradientCheck.of((tape, x) -> tanh(x[0]))
                .inputs(new DMatrixRMaj(new double[][] {{1, Double.NaN}}))
                .run());
  }

  @Test
  void constantsAloneAreRefused() {
    refused(
        "GradientCheck: the result depends on constants only."
            + " Compute it from x and tape.parameter(…).",
        () -> GradientCheck.of((tape, x) -> tanh(tape.constant(X))).inputs(X).run());
  }

  @Test
  void thereMustBeSomethingToCheck() {
    refused(
        "GradientCheck: nothing to check. Give it inputs or parameters.",
        () -> GradientCheck.of((tape, x) -> tanh(tape.variable(X))).run());
    refused(
        "GradientCheck: input 0 [0, 3] has no elements. Leave it out.",
        () -> GradientCheck.of((tape, x) -> x[0]).inputs(new DMatrixRMaj(0, 3)).run());
  }

  @Test
  void parameterGivenTwiceIsRefused() {
    Parameter kernel = new Parameter("kernel", X.copy());
    refused(
        "GradientCheck: kernel[1, 3] was given twice. Give it once.",
        () ->
            GradientCheck.of((tape, x) -> tape.parameter(kernel))
                .parameters(List.of(kernel, kernel)));
  }

  @Test
  void resultMustBeOnTheGivenTape() {
    try (Tape other = Tape.create()) {
      refused(
          "GradientCheck: the result is on another tape."
              + " Compute it on the tape that the function is given.",
          () -> GradientCheck.of((tape, x) -> other.variable(1)).inputs(X).run());
    }
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    GradientCheck check = GradientCheck.of((tape, x) -> x[0]);
    refused("GradientCheck: epsilon must be in (0, 0.1], got 0.0.", () -> check.epsilon(0));
    refused("GradientCheck: epsilon must be in (0, 0.1], got 0.2.", () -> check.epsilon(0.2));
    refused("GradientCheck: tolerance must be in (0, 1), got 1.0.", () -> check.tolerance(1));
    refused(
        "GradientCheck: tolerance must be in (0, 1), got NaN.", () -> check.tolerance(Double.NaN));
  }

  @Test
  void reportOfNothingIsRefused() {
    refused(
        "GradientReport: no matrices; expected at least one.",
        () -> new GradientReport(List.of(), 1e-4, 1e-6, 42));
  }

  @Test
  void reportIsATable() {
    DMatrixRMaj right = new DMatrixRMaj(new double[][] {{0.5, 0.25}});
    DMatrixRMaj wrong = new DMatrixRMaj(new double[][] {{0.5, 0.75}});
    Parameter idle = new Parameter("idle", X.copy());
    GradientReport report =
        GradientCheck.of((tape, x) -> tape.record(new Linear(right, wrong), x))
            .inputs(new DMatrixRMaj(1, 2))
            .parameters(idle)
            .run();
    assertEquals(
        """
        GradientCheck failed (tolerance 1e-6, ε 1e-4, seed 42)
        matrix   shape       checked          worst at                analytic             numeric              rel. err.  verdict
        input 0  [1, 2]      2 elements       [0, 1]                  0.75                 0.25                 6.7e-1     differs
        idle     [1, 3]      3 elements       [0, 0]                  0                    0                    0          no influence""",
        report.toString());
  }

  private static void failed(String message, GradientReport report) {
    AssertionError error = assertThrows(AssertionError.class, report::requirePassed);
    assertEquals(message + "\n" + report, error.getMessage());
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
