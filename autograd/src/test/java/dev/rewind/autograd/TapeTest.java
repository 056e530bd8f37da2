package dev.rewind.autograd;

import static dev.rewind.autograd.TestOps.row;
import static dev.rewind.autograd.TestOps.total;
import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.matmul;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rewind.autograd.TestOps.Spy;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** What a tape computes. */
class TapeTest {
  private static final double EXACT = 0;

  /** The last digit of a sum whose order of rounding is not the same. */
  private static final double ROUNDING = 1e-15;

  private static final int LONG_CHAIN = 200_000;
  private static final long SMALL_STACK = 128 * 1024;

  @Test
  void derivativeOfTheFirstExample() {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(3);
      Variable y = mul(x, tanh(x));
      double slope = tape.gradients(y).of(x).get(0, 0);
      double t = Math.tanh(3);
      assertEquals(3 * t, y.scalar(), ROUNDING);
      assertEquals(t + 3 * (1 - t * t), slope, ROUNDING);
    }
  }

  @Test
  void longChainRunsBackOnASmallStack() throws Exception {
    double factor = 1 + 1e-6;
    FutureTask<double[]> chain =
        new FutureTask<>(
            () -> {
              try (Tape tape = Tape.create()) {
                Variable x = tape.variable(2);
                Variable step = tape.constant(factor);
                Variable y = x;
                for (int i = 0; i < LONG_CHAIN; i++) {
                  y = mul(y, step);
                }
                assertEquals(LONG_CHAIN, tape.size());
                return new double[] {y.scalar(), tape.gradients(y).of(x).get(0, 0)};
              }
            });
    runOnSmallStack(chain);
    double slope = Math.pow(factor, LONG_CHAIN);
    double relative = 1e-10; // 200,000 roundings
    assertEquals(2 * slope, chain.get()[0], 2 * slope * relative);
    assertEquals(slope, chain.get()[1], slope * relative);
  }

  @Test
  void smallStackIsTooSmallForRecursion() throws Exception {
    FutureTask<Boolean> overflow =
        new FutureTask<>(
            () -> {
              assertThrows(StackOverflowError.class, () -> depth(LONG_CHAIN));
              return true;
            });
    runOnSmallStack(overflow);
    assertTrue(overflow.get());
  }

  private static int depth(int n) {
    return n == 0 ? 0 : 1 + depth(n - 1);
  }

  private static void runOnSmallStack(Runnable task) throws InterruptedException {
    Thread thread = new Thread(null, task, "small stack", SMALL_STACK);
    thread.start();
    thread.join();
  }

  @Test
  void valueUsedTwiceAddsBothGradients() {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(row(2, 5));
      Variable square = mul(x, x);
      Variable loss = total(add(square, mul(square, x)));
      // d(x² + x³) = 2x + 3x²
      assertArrayEquals(row(16, 85).data, tape.gradients(loss).of(x).data, EXACT);
    }
  }

  @Test
  void parameterUsedManyTimesIsOneVariable() {
    Parameter weight = new Parameter("weight", row(3, 4));
    try (Tape tape = Tape.create()) {
      Variable first = tape.parameter(weight);
      assertSame(first, tape.parameter(weight));
      Variable loss = total(mul(first, mul(tape.parameter(weight), tape.parameter(weight))));
      Gradients gradients = tape.gradients(loss);
      assertArrayEquals(row(27, 48).data, gradients.of(weight).data, EXACT); // d(w³) = 3w²
      assertSame(gradients.of(weight), gradients.of(first));
      assertEquals(Set.of(weight), gradients.parameters());
    }
  }

  @Test
  void parametersOfOneNameAreTwo() {
    Parameter one = new Parameter("weight", row(3));
    Parameter other = new Parameter("weight", row(5));
    try (Tape tape = Tape.create()) {
      Gradients gradients = tape.gradients(mul(tape.parameter(one), tape.parameter(other)));
      assertArrayEquals(row(5).data, gradients.of(one).data, EXACT);
      assertArrayEquals(row(3).data, gradients.of(other).data, EXACT);
    }
  }

  @Test
  void opsOfConstantsAreComputedButNotRecorded() {
    try (Tape tape = Tape.create()) {
      Variable constant = mul(tape.constant(3), tape.constant(4));
      assertEquals(12, constant.scalar(), EXACT);
      assertFalse(constant.needsGradient());
      assertEquals(0, tape.size());
      Variable mixed = mul(constant, tape.variable(5));
      assertTrue(mixed.needsGradient());
      assertEquals(1, tape.size());
    }
  }

  @Test
  void opIsNotAskedForGradientsOfConstants() {
    boolean[] needs = {true, false};
    Spy spy =
        Spy.backward(
            Keep.NOTHING,
            backward -> {
              needs[0] = backward.needs(0);
              needs[1] = backward.needs(1);
            });
    try (Tape tape = Tape.create()) {
      tape.gradients(tape.record(spy, tape.constant(1), tape.variable(2)));
    }
    assertArrayEquals(new boolean[] {false, true}, needs);
  }

  @Test
  void opThatTheLossDoesNotNeedRunsNoBackward() {
    Spy spy =
        Spy.backward(
            Keep.NOTHING,
            backward -> {
              throw new AssertionError("backward of an op that the loss does not depend on");
            });
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(2);
      Variable aside = tape.record(spy, x);
      Variable loss = mul(x, x);
      assertEquals(0, tape.gradients(loss, aside).of(aside).get(0, 0), EXACT);
      assertEquals(4, tape.gradients(loss).of(x).get(0, 0), EXACT);
    }
  }

  @Test
  void variableWithoutInfluenceHasGradientZero() {
    Parameter idle = new Parameter("idle", row(1, 2, 3));
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(2);
      Variable unused = tape.variable(row(7, 8));
      tape.parameter(idle);
      Gradients gradients = tape.gradients(mul(x, x));
      assertArrayEquals(new double[2], gradients.of(unused).data, EXACT);
      assertArrayEquals(new double[3], gradients.of(idle).data, EXACT);
    }
  }

  @Test
  void gradientsKnowWhichParametersTheLossDependsOn() {
    Parameter used = new Parameter("used", row(2));
    Parameter idle = new Parameter("idle", row(3));
    Parameter absent = new Parameter("absent", row(4));
    try (Tape tape = Tape.create()) {
      Variable x = tape.parameter(used);
      tape.parameter(idle);
      Gradients gradients = tape.gradients(mul(x, x));
      assertTrue(gradients.has(used));
      assertFalse(gradients.has(absent));
      gradients.of(idle); // looking at the zeros must not make a difference
      assertFalse(gradients.has(idle));
    }
  }

  @Test
  void gradientsDoNotKnowWhatIsPutInLater() {
    Parameter before = new Parameter("before", row(2));
    Parameter later = new Parameter("later", row(3));
    try (Tape tape = Tape.create()) {
      Variable x = tape.parameter(before);
      Gradients gradients = tape.gradients(mul(x, x));
      Variable y = mul(x, tape.parameter(later));
      assertEquals(Set.of(before), gradients.parameters());
      assertFalse(gradients.has(later));
      assertSame(x, tape.parameter(before));
      assertEquals(Set.of(before, later), tape.gradients(y).parameters());
    }
  }

  @Test
  void namedIntermediateKeepsItsGradient() {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(3);
      Variable square = mul(x, x);
      Variable loss = mul(square, square);
      Gradients gradients = tape.gradients(loss, square, loss);
      assertEquals(1, gradients.of(loss).get(0, 0), EXACT);
      assertEquals(18, gradients.of(square).get(0, 0), EXACT); // 2 · 9
      assertEquals(108, gradients.of(x).get(0, 0), EXACT); // 4 · 27
    }
  }

  @Test
  void lossMayBeAVariableItself() {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(3);
      assertEquals(1, tape.gradients(x).of(x).get(0, 0), EXACT);
    }
  }

  @Test
  void gradientsCanBeComputedAgainAndOfOtherLosses() {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(3);
      Variable square = mul(x, x);
      Gradients first = tape.gradients(square);
      Gradients again = tape.gradients(square);
      Gradients cube = tape.gradients(mul(square, x));
      assertEquals(6, first.of(x).get(0, 0), EXACT);
      assertEquals(6, again.of(x).get(0, 0), EXACT);
      assertEquals(27, cube.of(x).get(0, 0), EXACT);
      assertNotSame(first.of(x), again.of(x));
    }
  }

  @Test
  void matrixProductGradientsAreThoseOfTheEquation() {
    DMatrixRMaj a = new DMatrixRMaj(new double[][] {{1, 2, 3}, {4, 5, 6}});
    DMatrixRMaj b = new DMatrixRMaj(new double[][] {{7, 8}, {9, 10}, {11, 12}});
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(a);
      Variable y = tape.variable(b);
      Gradients gradients = tape.gradients(total(matmul(x, y)));
      double[] rowSumsOfB = {15, 19, 23, 15, 19, 23};
      double[] columnSumsOfA = {5, 5, 7, 7, 9, 9};
      assertArrayEquals(rowSumsOfB, gradients.of(x).data, EXACT);
      assertArrayEquals(columnSumsOfA, gradients.of(y).data, EXACT);
    }
  }

  @Test
  void tapeIsUsableAfterAnOpThatThrowsForward() {
    Spy failing =
        new Spy(
            Keep.NOTHING,
            forward -> {
              throw new IllegalArgumentException("forward fails");
            },
            backward -> {});
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(3);
      Variable square = mul(x, x);
      assertThrows(IllegalArgumentException.class, () -> tape.record(failing, square));
      assertEquals(1, tape.size());
      assertEquals(27, tape.gradients(mul(square, x)).of(x).get(0, 0), EXACT);
    }
  }

  @Test
  void tapeIsUsableAfterAnOpThatThrowsBackward() {
    Spy failing =
        Spy.backward(
            Keep.NOTHING,
            backward -> {
              throw new IllegalArgumentException("backward fails");
            });
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(3);
      Variable square = mul(x, x);
      Variable bad = tape.record(failing, square);
      assertThrows(IllegalArgumentException.class, () -> tape.gradients(bad));
      assertEquals(27, tape.gradients(mul(square, x)).of(x).get(0, 0), EXACT);
    }
  }

  @Test
  void listOfInputsIsTakenAsItWasAtTheCall() {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(3);
      Variable[] inputs = {x, tape.constant(5)};
      Variable y = tape.record(new dev.rewind.autograd.ops.Mul(), inputs);
      inputs[1] = tape.constant(100);
      assertEquals(5, tape.gradients(y).of(x).get(0, 0), EXACT);
    }
  }
}
