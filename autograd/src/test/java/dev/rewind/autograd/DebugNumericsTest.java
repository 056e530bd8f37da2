package dev.rewind.autograd;

import static dev.rewind.autograd.TestOps.row;
import static dev.rewind.autograd.TestOps.total;
import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.exp;
import static dev.rewind.autograd.ops.Ops.log;
import static dev.rewind.autograd.ops.Ops.matmul;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.sqrt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rewind.autograd.NonFiniteException.Direction;
import dev.rewind.autograd.TestOps.Spy;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.MatrixPool;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tape that looks for numbers that are not finite. */
class DebugNumericsTest {
  private static final DMatrixRMaj LARGE =
      new DMatrixRMaj(new double[][] {{1, 2}, {3, 4}, {5, 6}, {7, 1000}});

  private static NonFiniteException stopped(ThrowingCallable call) {
    return catchThrowableOfType(NonFiniteException.class, call);
  }

  @Test
  void firstOpWhoseResultIsNotFiniteIsNamedWithTheElement() {
    try (Tape tape = Tape.create().debugNumerics()) {
      Variable x = tape.variable(LARGE);
      List<Variable> before = new ArrayList<>();
      NonFiniteException stop =
          stopped(
              () -> {
                before.add(mul(x, x));
                before.add(tape.within("gru", () -> tape.within("step 5", () -> exp(x))));
                before.add(log(before.get(1)));
              });
      assertThat(before).hasSize(1);
      assertThat(stop)
          .isInstanceOf(ArithmeticException.class)
          .hasMessage(
              "gru, step 5: exp gave Infinity at [3, 1] going forward; expected finite numbers."
                  + " Lower the learning rate, clip gradients, or check the data.");
      assertThat(stop.op()).isEqualTo("exp");
      assertThat(stop.place()).containsExactly("gru", "step 5");
      assertThat(stop.direction()).isEqualTo(Direction.FORWARD);
      assertThat(stop.row()).isEqualTo(3);
      assertThat(stop.column()).isEqualTo(1);
      assertThat(stop.value()).isInfinite().isPositive();
    }
  }

  @Test
  void opOfConstantsThatIsNotRememberedIsLookedAtToo() {
    try (Tape tape = Tape.create().debugNumerics()) {
      Variable x = tape.constant(row(1, 0));
      assertThatThrownBy(() -> log(x))
          .isInstanceOf(NonFiniteException.class)
          .hasMessageStartingWith("debugNumerics: log gave -Infinity at [0, 1] going forward; ");
      assertThat(tape.size()).isZero();
    }
  }

  @Test
  void gradientThatIsNotFiniteThoughAllValuesAreIsNamedWithTheInput() {
    try (Tape tape = Tape.create().debugNumerics()) {
      Variable x = tape.variable(row(4, 0, 9));
      Variable root = tape.within("norm", () -> sqrt(x));
      Variable loss = total(mul(root, root));
      NonFiniteException stop = stopped(() -> tape.gradients(loss));
      assertThat(stop)
          .hasMessage(
              "norm: the gradient of sqrt by its input 0 (Variable[1, 3]) is NaN at [0, 1];"
                  + " expected finite numbers. Keep the input away from where the derivative is not"
                  + " finite, clip gradients, or lower the learning rate.");
      assertThat(stop.op()).isEqualTo("sqrt");
      assertThat(stop.place()).containsExactly("norm");
      assertThat(stop.direction()).isEqualTo(Direction.BACKWARD);
      assertThat(stop.column()).isEqualTo(1);
      assertThat(stop.value()).isNaN();
    }
  }

  @Test
  void inputOfAGradientIsAParameterOrTheOutputOfAnOp() {
    Parameter kernel = new Parameter("gru/kernel", new DMatrixRMaj(2, 3));
    Spy overflow =
        Spy.backward(
            Keep.NOTHING,
            b -> b.outputGradient().set(0, 2, 1e308)); // a fault: it is not to be modified
    try (Tape tape = Tape.create().debugNumerics()) {
      Variable x = tape.constant(row(7, 8));
      Variable product = tape.within("gru", () -> matmul(x, tape.parameter(kernel)));
      Variable loss = total(tape.record(overflow, product));
      assertThatThrownBy(() -> tape.gradients(loss))
          .isInstanceOf(NonFiniteException.class)
          .hasMessageStartingWith(
              "gru: the gradient of matmul by its input 1 (gru/kernel) is Infinity at [0, 2]; ");
    }
    Spy broken = Spy.backward(Keep.NOTHING, b -> b.inputGradient(0).set(0, 1, Double.NaN));
    try (Tape tape = Tape.create().debugNumerics()) {
      Variable product = matmul(tape.constant(row(7, 8)), tape.parameter(kernel));
      Variable loss = total(tape.within("own", () -> tape.record(broken, product)));
      assertThatThrownBy(() -> tape.gradients(loss))
          .isInstanceOf(NonFiniteException.class)
          .hasMessageStartingWith(
              "own: the gradient of spy by its input 0 (output of matmul) is NaN at [0, 1]; ");
    }
  }

  @Test
  void firstInTheOrderOfTheBackwardPassIsNamed() {
    Spy broken = Spy.backward(Keep.NOTHING, b -> b.inputGradient(0).set(0, 0, Double.NaN));
    try (Tape tape = Tape.create().debugNumerics()) {
      Variable x = tape.variable(row(1));
      Variable early = tape.within("early", () -> tape.record(broken, x));
      Variable late = tape.within("late", () -> tape.record(broken, early));
      assertThat(stopped(() -> tape.gradients(total(late))).place()).containsExactly("late");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void valueThatIsPutInIsNamedWhatItIs(double bad) {
    DMatrixRMaj value = new DMatrixRMaj(4, 3);
    value.set(1, 2, bad);
    Parameter kernel = new Parameter("gru/kernel", value);
    String at = " is " + bad + " at [1, 2]; expected finite numbers. ";
    String data = "Check the data that goes in.";
    String weights =
        "Lower the learning rate, clip gradients, or check the weights that were loaded.";
    try (Tape tape = Tape.create().debugNumerics()) {
      assertThat(stopped(() -> tape.constant(value)))
          .hasMessage("debugNumerics: constant [4, 3]" + at + data);
      assertThat(stopped(() -> tape.within("gru", () -> tape.variable(value))))
          .hasMessage("gru: variable [4, 3]" + at + data);
      assertThat(stopped(() -> tape.parameter(kernel)))
          .hasMessage("debugNumerics: parameter gru/kernel" + at + weights);
      NonFiniteException frozen = stopped(() -> tape.constant(kernel));
      assertThat(frozen).hasMessage("debugNumerics: parameter gru/kernel" + at + weights);
      assertThat(frozen.op()).isEqualTo("parameter");
      assertThat(frozen.value()).isEqualTo((Double) bad);
    }
  }

  @Test
  void placeIsLeftEvenWhenAPartThrows() {
    try (Tape tape = Tape.create().debugNumerics()) {
      Variable x = tape.variable(LARGE);
      assertThat(stopped(() -> tape.within("first", () -> exp(x))).place())
          .containsExactly("first");
      assertThat(stopped(() -> tape.within("second", () -> exp(x))).place())
          .containsExactly("second");
      assertThat(stopped(() -> exp(x)).place()).isEmpty();
    }
  }

  @Test
  void withoutItNothingIsLookedAt() {
    try (Tape tape = Tape.create()) {
      assertThat(tape.isDebuggingNumerics()).isFalse();
      Variable x = tape.variable(row(0, -1, Double.NaN));
      Variable y = tape.within("gru", () -> tape.within("step 1", () -> sqrt(x)));
      assertThat(y.value().data).containsExactly(0, Double.NaN, Double.NaN);
      assertThat(tape.gradients(total(y)).of(x).get(0)).isInfinite();
    }
  }

  /** The same ops on the same matrices; only the looking is added. */
  @Test
  void numbersAndMatricesAreThoseOfATapeThatDoesNotLook() {
    MatrixPool pool = new MatrixPool();
    double[] plain = train(Tape.of(Kernels.preferred(), pool));
    long made = pool.made();
    assertThat(train(Tape.of(Kernels.preferred(), pool).debugNumerics())).containsExactly(plain);
    assertThat(pool.made()).isEqualTo(made);
  }

  private static double[] train(Tape tape) {
    try (tape) {
      Variable x = tape.variable(row(0.3, -0.7, 1.1));
      Variable y = tape.within("exp", () -> exp(mul(x, x)));
      return tape.gradients(total(add(y, x))).of(x).data.clone();
    }
  }

  @Test
  void stoppedTapeGivesItsMatricesBack() {
    MatrixPool pool = new MatrixPool();
    long made = 0;
    for (int run = 0; run < 3; run++) {
      try (Tape tape = Tape.of(Kernels.preferred(), pool).debugNumerics()) {
        Variable x = tape.variable(LARGE);
        assertThat(stopped(() -> exp(mul(x, x)))).isNotNull();
      }
      made = run == 0 ? pool.made() : made;
    }
    assertThat(pool.made()).isEqualTo(made);
  }

  @Test
  void itIsTurnedOnBeforeAnythingIsPutIn() {
    try (Tape tape = Tape.create()) {
      assertThat(tape.debugNumerics()).isSameAs(tape);
      assertThat(tape.isDebuggingNumerics()).isTrue();
    }
    try (Tape tape = Tape.create()) {
      tape.constant(1);
      tape.constant(2);
      assertThatThrownBy(tape::debugNumerics)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "debugNumerics: 2 values are on the tape already; expected none. Turn it on first.");
      assertThat(tape.isDebuggingNumerics()).isFalse();
    }
    Tape closed = Tape.create();
    closed.close();
    assertThatThrownBy(closed::debugNumerics).isInstanceOf(IllegalStateException.class);
  }
}
