package dev.rewind.autograd.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.activations.Celu;
import dev.rewind.autograd.ops.activations.Elu;
import dev.rewind.autograd.ops.activations.HardShrink;
import dev.rewind.autograd.ops.activations.Relu;
import dev.rewind.autograd.ops.activations.SoftShrink;
import dev.rewind.autograd.ops.activations.Squareplus;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything an op refuses, with the exact words. */
class OpErrorsTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static Variable variable(Tape tape, Shape shape) {
    return tape.variable(new DMatrixRMaj(shape.rows(), shape.columns()));
  }

  /** Shapes, a call with them, and what it says; the last two shapes are the ones it carries. */
  private static Arguments mismatch(
      String message,
      Function<Variable[], Object> call,
      Shape actual,
      Shape expected,
      Shape... inputs) {
    return Arguments.of(message, call, actual, expected, List.of(inputs));
  }

  private static Shape shape(int rows, int columns) {
    return new Shape(rows, columns);
  }

  private static Arguments binary(
      String message, BinaryOperator<Variable> op, Shape left, Shape right, boolean leftIsActual) {
    return mismatch(
        message,
        x -> op.apply(x[0], x[1]),
        leftIsActual ? left : right,
        leftIsActual ? right : left,
        left,
        right);
  }

  static List<Arguments> mismatches() {
    List<Arguments> all = new ArrayList<>();
    all.add(
        binary(
            "matmul: inner sizes differ: [32, 8] · [10, 96] (8 ≠ 10).",
            Ops::matmul,
            shape(32, 8),
            shape(10, 96),
            true));
    all.add(
        binary(
            "matmulTransA: inner sizes differ: [8, 32]ᵀ · [10, 96] (8 ≠ 10).",
            Ops::matmulTransA,
            shape(8, 32),
            shape(10, 96),
            true));
    all.add(
        binary(
            "matmulTransB: inner sizes differ: [32, 8] · [96, 10]ᵀ (8 ≠ 10).",
            Ops::matmulTransB,
            shape(32, 8),
            shape(96, 10),
            true));
    List<BinaryOperator<Variable>> broadcasts =
        List.of(Ops::add, Ops::sub, Ops::mul, Ops::div, Ops::maximum, Ops::minimum);
    List<String> names = List.of("add", "sub", "mul", "div", "maximum", "minimum");
    for (int i = 0; i < names.size(); i++) {
      for (Shape right : List.of(shape(2, 4), shape(3, 3), shape(3, 2))) {
        all.add(
            binary(
                names.get(i)
                    + ": shapes do not fit: [2, 3] and "
                    + right
                    + "; expected the same shape, or one row, one column or one element on the"
                    + " right.",
                broadcasts.get(i),
                shape(2, 3),
                right,
                false));
      }
    }
    all.add(
        mismatch(
            "where: shape [2, 3] does not fit; expected [3, 2].",
            x -> Ops.where(x[0], x[1], x[2]),
            shape(2, 3),
            shape(3, 2),
            shape(3, 2),
            shape(3, 2),
            shape(2, 3)));
    all.add(
        mismatch(
            "where: condition [2, 3] does not fit [3, 2]; expected the same shape, or one row, one"
                + " column or one element.",
            x -> Ops.where(x[0], x[1], x[2]),
            shape(2, 3),
            shape(3, 2),
            shape(2, 3),
            shape(3, 2),
            shape(3, 2)));
    all.add(
        mismatch(
            "reshape: [4, 3] can not become [5, 2]; expected as many elements.",
            x -> Ops.reshape(x[0], 5, 2),
            shape(4, 3),
            shape(5, 2),
            shape(4, 3)));
    all.add(
        mismatch(
            "concatRows: input 2 is [3, 5], input 0 is [2, 4]; expected equal numbers of columns.",
            x -> Ops.concatRows(x),
            shape(3, 5),
            shape(2, 4),
            shape(2, 4),
            shape(1, 4),
            shape(3, 5)));
    all.add(
        mismatch(
            "concatColumns: input 1 is [3, 5], input 0 is [2, 5]; expected equal numbers of rows.",
            x -> Ops.concatColumns(x),
            shape(3, 5),
            shape(2, 5),
            shape(2, 5),
            shape(3, 5)));
    all.add(
        mismatch(
            "stackTime: shape [3, 4] does not fit; expected [2, 4].",
            x -> Ops.stackTime(List.of(x)),
            shape(3, 4),
            shape(2, 4),
            shape(2, 4),
            shape(3, 4)));
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mismatches")
  void shapesThatDoNotFitAreRefused(
      String message,
      Function<Variable[], Object> call,
      Shape actual,
      Shape expected,
      List<Shape> inputs) {
    try (Tape tape = Tape.create()) {
      Variable[] x = inputs.stream().map(shape -> variable(tape, shape)).toArray(Variable[]::new);
      assertThatThrownBy(() -> call.apply(x))
          .isInstanceOfSatisfying(
              ShapeMismatchException.class,
              e -> {
                assertThat(e).hasMessage(message);
                assertThat(e.actual()).isEqualTo(actual);
                assertThat(e.expected()).isEqualTo(expected);
              });
      assertThat(tape.size()).isZero();
    }
  }

  private static Arguments refused(String message, Function<Variable, Object> call) {
    return Arguments.of(message, call);
  }

  /** Calls on a variable of shape [4, 3]. */
  static List<Arguments> refusals() {
    return List.of(
        refused(
            "sliceRows: rows 2 to 5 do not lie in [4, 3]; expected 0 ≤ from < to ≤ 4.",
            x -> Ops.sliceRows(x, 2, 5)),
        refused(
            "sliceRows: rows -1 to 2 do not lie in [4, 3]; expected 0 ≤ from < to ≤ 4.",
            x -> Ops.sliceRows(x, -1, 2)),
        refused(
            "sliceRows: rows 2 to 2 do not lie in [4, 3]; expected 0 ≤ from < to ≤ 4.",
            x -> Ops.sliceRows(x, 2, 2)),
        refused(
            "sliceColumns: columns 0 to 4 do not lie in [4, 3]; expected 0 ≤ from < to ≤ 3.",
            x -> Ops.sliceColumns(x, 0, 4)),
        refused(
            "sliceColumns: columns -1 to 2 do not lie in [4, 3]; expected 0 ≤ from < to ≤ 3.",
            x -> Ops.sliceColumns(x, -1, 2)),
        refused(
            "sliceColumns: columns 2 to 1 do not lie in [4, 3]; expected 0 ≤ from < to ≤ 3.",
            x -> Ops.sliceColumns(x, 2, 1)),
        refused(
            "splitTime: [4, 3] has 4 rows; expected a multiple of timesteps 3.",
            x -> Ops.splitTime(x, 3)),
        refused("splitTime: timesteps must be positive, got 0.", x -> Ops.splitTime(x, 0)),
        refused(
            "gatherRows: ids[1] is 4; expected a row of [4, 3], 0 to 3.",
            x -> Ops.gatherRows(x, 3, 4)),
        refused(
            "gatherRows: ids[0] is -1; expected a row of [4, 3], 0 to 3.",
            x -> Ops.gatherRows(x, -1)),
        refused("concatRows: no inputs; expected at least one.", x -> Ops.concatRows()),
        refused("concatColumns: no inputs; expected at least one.", x -> Ops.concatColumns()),
        refused("stackTime: no inputs; expected at least one.", x -> Ops.stackTime(List.of())),
        refused(
            "clip: low is 2.0 and high is 1.0; expected low ≤ high. Swap them.",
            x -> Ops.clip(x, 2, 1)),
        refused(
            "clip: low is NaN and high is 1.0; expected low ≤ high. Swap them.",
            x -> Ops.clip(x, NAN, 1)),
        refused(
            "l2NormalizeRows: epsilon must be positive, got 0.0.", x -> Ops.l2NormalizeRows(x, 0)),
        refused(
            "relu: negativeSlope must be finite and at least 0, got -0.1.",
            x -> Ops.leakyRelu(x, -0.1)),
        refused("relu: maxValue must be at least 0, got -1.0.", x -> Ops.relu(x, 0, -1, 0)),
        refused("relu: maxValue must be at least 0, got NaN.", x -> Ops.relu(x, 0, NAN, 0)),
        refused(
            "relu: threshold must be finite and at least 0, got Infinity.",
            x -> Ops.relu(x, 0, 1, INFINITY)),
        refused("elu: alpha must be finite and at least 0, got -1.0.", x -> Ops.elu(x, -1)),
        refused("celu: alpha must be positive and finite, got 0.0.", x -> Ops.celu(x, 0)),
        refused("celu: alpha must be positive and finite, got NaN.", x -> Ops.celu(x, NAN)),
        refused(
            "softShrink: threshold must be finite and at least 0, got -0.5.",
            x -> Ops.softShrink(x, -0.5)),
        refused(
            "hardShrink: threshold must be finite and at least 0, got NaN.",
            x -> Ops.hardShrink(x, NAN)),
        refused(
            "squareplus: b must be positive and finite, got Infinity.",
            x -> Ops.squareplus(x, INFINITY)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void badArgumentsAreRefused(String message, Function<Variable, Object> call) {
    try (Tape tape = Tape.create()) {
      Variable x = variable(tape, shape(4, 3));
      assertRefused(message, () -> call.apply(x));
      assertThat(tape.size()).isZero();
    }
  }

  private static void assertRefused(String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void meansAndMaximaOfNothingAreRefused() {
    try (Tape tape = Tape.create()) {
      Variable x = variable(tape, shape(0, 3));
      String rest = ": [0, 3] has no elements; expected at least one.";
      assertRefused("mean" + rest, () -> Ops.mean(x));
      assertRefused("meanOverRows" + rest, () -> Ops.meanOverRows(x));
      assertRefused("meanOverColumns" + rest, () -> Ops.meanOverColumns(x));
      assertRefused("max" + rest, () -> Ops.max(x));
      assertRefused("maxOverRows" + rest, () -> Ops.maxOverRows(x));
      assertRefused("maxOverColumns" + rest, () -> Ops.maxOverColumns(x));
    }
  }

  @Test
  void limitsOfRangesAreAllowed() {
    assertThat(new Relu(0, INFINITY, 0)).isNotNull();
    assertThat(new Relu(0, 0, 0)).isNotNull();
    assertThat(new Elu(0)).isNotNull();
    assertThat(new Celu(Double.MIN_VALUE)).isNotNull();
    assertThat(new SoftShrink(0)).isNotNull();
    assertThat(new HardShrink(0)).isNotNull();
    assertThat(new Squareplus(Double.MAX_VALUE)).isNotNull();
    assertThat(new Clip(1, 1)).isNotNull();
    assertThat(new Clip(-INFINITY, INFINITY)).isNotNull();
  }

  @Test
  void rowNumbersAreCopiedAndComparedByValue() {
    int[] ids = {2, 0};
    GatherRows op = new GatherRows(ids);
    ids[0] = 7;
    op.ids()[1] = 7;
    assertThat(op.ids()).containsExactly(2, 0);
    assertThat(op)
        .isEqualTo(new GatherRows(2, 0))
        .hasSameHashCodeAs(new GatherRows(2, 0))
        .isNotEqualTo(new GatherRows(0, 2))
        .hasToString("GatherRows[2, 0]");
  }
}
