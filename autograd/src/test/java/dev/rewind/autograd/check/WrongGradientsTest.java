package dev.rewind.autograd.check;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.mul;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rewind.autograd.Op;
import dev.rewind.autograd.Parameter;
import dev.rewind.autograd.check.FaultyCube.Fault;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whether a wrong gradient is caught: what the checker is for. */
class WrongGradientsTest {
  private static final int SIDE_FOR_TRANSPOSED = 55;

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = Mode.EXCLUDE)
  void smallMatrixIsCaught(Fault fault) {
    assertEquals(GradientReport.Verdict.DIFFERS, check(fault, 4, 4).worst().verdict());
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = Mode.EXCLUDE)
  void largeMatrixIsCaught(Fault fault) {
    int rows = fault == Fault.TRANSPOSED ? SIDE_FOR_TRANSPOSED : 50;
    int columns = fault == Fault.TRANSPOSED ? SIDE_FOR_TRANSPOSED : 60;
    GradientReport.Matrix worst = check(fault, rows, columns).worst();
    assertEquals(GradientReport.Method.PROJECTIONS, worst.method());
    assertEquals(GradientReport.Verdict.DIFFERS, worst.verdict());
  }

  @Test
  void rightGradientPasses() {
    check(Fault.NONE, 4, 4).requirePassed();
    check(Fault.NONE, 50, 60).requirePassed();
  }

  @Test
  void oneWrongElementIsNamed() {
    assertEquals("[1, 3]", check(Fault.ONE_ELEMENT, 4, 4).worst().place());
    assertEquals("[0, 7]", check(Fault.ONE_ELEMENT, 50, 60).worst().place());
  }

  @Test
  void wrongElementIsNotHiddenByLargeOnes() {
    DMatrixRMaj factors = new DMatrixRMaj(4, 4);
    factors.fill(1e6);
    factors.set(FaultyCube.ELEMENT, 1e-8);
    GradientReport.Matrix worst =
        GradientCheck.of(
                (tape, x) ->
                    mul(tape.record(new FaultyCube(Fault.ONE_ELEMENT), x), tape.constant(factors)))
            .inputs(point(4, 4))
            .run()
            .worst();
    assertEquals(GradientReport.Verdict.DIFFERS, worst.verdict());
    assertEquals("[1, 3]", worst.place());
  }

  /**
   * The gradient of {@code y = x} in the wrong order; equal weights for all elements would hide it.
   */
  record Mirror() implements Op {
    @Override
    public Shape outputShape(Shape... x) {
      return x[0];
    }

    @Override
    public void forward(Kernels kernels, Forward forward) {
      forward.output().setTo(forward.input(0));
    }

    @Override
    public void backward(Kernels kernels, Backward backward) {
      DMatrixRMaj dy = backward.outputGradient();
      DMatrixRMaj dx = backward.inputGradient(0);
      for (int i = 0; i < dy.getNumElements(); i++) {
        dx.plus(i, dy.get(dy.getNumElements() - 1 - i));
      }
    }
  }

  @Test
  void gradientsInTheWrongOrderAreCaught() {
    GradientReport report =
        GradientCheck.of((tape, x) -> tape.record(new Mirror(), x)).inputs(point(2, 3)).run();
    assertEquals(GradientReport.Verdict.DIFFERS, report.worst().verdict());
  }

  @Test
  void anySeedCatchesTheOneWrongElement() {
    DMatrixRMaj x = point(50, 60);
    for (int seed = 0; seed < 20; seed++) {
      GradientReport report =
          GradientCheck.of((tape, v) -> tape.record(new FaultyCube(Fault.ONE_ELEMENT), v))
              .inputs(x)
              .seed(seed)
              .run();
      assertEquals("[0, 7]", report.worst().place(), "seed " + seed);
    }
  }

  @Test
  void onlyTheWrongMatrixIsBlamed() {
    Parameter good = new Parameter("good", point(4, 4));
    GradientReport report =
        GradientCheck.of(
                (tape, x) -> mul(tape.record(new FaultyCube(Fault.SIGN), x), tape.parameter(good)))
            .inputs(point(4, 4))
            .parameters(good)
            .run();
    assertFalse(report.passed());
    assertFalse(report.matrices().get(0).passed());
    assertEquals("input 0", report.worst().name());
    assertEquals(GradientReport.Verdict.AGREES, report.matrices().get(1).verdict());
  }

  @Test
  void wrongGradientUnderALargeConstantIsNotPassed() {
    GradientCheck check =
        GradientCheck.of(
                (tape, x) ->
                    add(
                        mul(tape.record(new FaultyCube(Fault.FACTOR_TWO), x), tape.constant(1e-10)),
                        tape.constant(1e6)))
            .inputs(point(3, 3));
    assertThrows(AssertionError.class, () -> check.run().requirePassed());
  }

  /** {@code x³ + x²}: the cube is one of two uses of x, and the last whose gradient is added. */
  private static GradientReport check(Fault fault, int rows, int columns) {
    return GradientCheck.of(
            (tape, x) -> add(tape.record(new FaultyCube(fault), x), mul(x[0], x[0])))
        .inputs(point(rows, columns))
        .run();
  }

  private static DMatrixRMaj point(int rows, int columns) {
    return RandomSource.of(7).fillUniform(0.5, 1.5, new DMatrixRMaj(rows, columns));
  }
}
