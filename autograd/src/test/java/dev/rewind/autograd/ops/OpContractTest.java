package dev.rewind.autograd.ops;

import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rewind.autograd.BroadcastOp;
import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Gradients;
import dev.rewind.autograd.Keep;
import dev.rewind.autograd.Op;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.RecordedOps.RecordedOp;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.ElementFunction;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.MatrixPool;
import dev.rewind.testkit.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every op owes besides the right numbers. */
class OpContractTest {
  /** Sums in another order. */
  private static final Tolerance ROUNDING = new Tolerance(1e-12, 1e-13);

  private static final Tolerance EXACT = new Tolerance(0, 0);
  private static final int LARGEST_SIZE = 64; // of a matrix in the cases
  private static final int PER_SIZE = 8; // matrices of one size that a case may borrow

  /** Value and gradients; the gradients of constants are missing. */
  private record Outcome(DMatrixRMaj value, List<DMatrixRMaj> gradients) {}

  static List<OpCase> cases() {
    return OpCases.all();
  }

  /** Computes w ⊙ f(x), as often as asked, and its gradients. */
  private static Outcome evaluate(OpCase op, MatrixPool pool, IntPredicate wanted, int times) {
    DMatrixRMaj[] point = op.point();
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      Variable[] x = new Variable[point.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = wanted.test(i) ? tape.variable(point[i]) : tape.constant(point[i]);
      }
      Variable y = op.function().apply(tape, x);
      Variable loss = weighted(y);
      for (int i = 1; i < times; i++) {
        loss = Ops.add(loss, weighted(op.function().apply(tape, x)));
      }
      Gradients gradients = tape.gradients(loss);
      List<DMatrixRMaj> copies = new ArrayList<>();
      for (int i = 0; i < x.length; i++) {
        if (wanted.test(i)) {
          copies.add(gradients.of(x[i]).copy());
        }
        assertMatrix(point[i]).named("input " + i).isCloseTo(op.inputs().get(i), EXACT);
      }
      return new Outcome(y.value().copy(), copies);
    }
  }

  private static Variable weighted(Variable y) {
    Shape shape = y.shape();
    DMatrixRMaj weights =
        RandomSource.of(5).fillGaussian(0, 1, new DMatrixRMaj(shape.rows(), shape.columns()));
    return Ops.sum(Ops.mul(y, y.tape().constant(weights)));
  }

  private static Outcome evaluate(OpCase op) {
    return evaluate(op, new MatrixPool(), i -> true, 1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forwardOverwritesWhatThePoolLends(OpCase op) {
    MatrixPool pool = new MatrixPool();
    List<DMatrixRMaj> stock = new ArrayList<>();
    for (int size = 1; size <= LARGEST_SIZE; size++) {
      for (int i = 0; i < PER_SIZE; i++) {
        DMatrixRMaj matrix = pool.borrow(new Shape(1, size));
        matrix.fill(Double.NaN);
        stock.add(matrix);
      }
    }
    stock.forEach(pool::giveBack);
    Outcome clean = evaluate(op);
    Outcome dirty = evaluate(op, pool, i -> true, 1);
    assertMatrix(dirty.value()).isCloseTo(clean.value(), EXACT);
    assertThat(clean.value().data).doesNotContain(Double.NaN);
    for (int i = 0; i < clean.gradients().size(); i++) {
      assertMatrix(dirty.gradients().get(i)).isCloseTo(clean.gradients().get(i), EXACT);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void backwardAddsToWhatIsThere(OpCase op) {
    List<DMatrixRMaj> once = evaluate(op).gradients();
    List<DMatrixRMaj> thrice = evaluate(op, new MatrixPool(), i -> true, 3).gradients();
    for (int i = 0; i < once.size(); i++) {
      DMatrixRMaj expected = once.get(i).copy();
      for (int j = 0; j < expected.getNumElements(); j++) {
        expected.set(j, 3 * expected.get(j));
      }
      assertMatrix(thrice.get(i)).named("gradient " + i).isCloseTo(expected, ROUNDING);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void onlyWantedGradientsAreComputed(OpCase op) {
    List<DMatrixRMaj> all = evaluate(op).gradients();
    for (int i = 0; i < all.size(); i++) {
      int only = i;
      Outcome outcome = evaluate(op, new MatrixPool(), index -> index == only, 1);
      assertThat(outcome.gradients()).hasSize(1);
      assertMatrix(outcome.gradients().get(0)).named("gradient " + i).isCloseTo(all.get(i), EXACT);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void opsOfConstantsAreNotRemembered(OpCase op) {
    try (Tape tape = Tape.create()) {
      Variable[] x = new Variable[op.inputs().size()];
      for (int i = 0; i < x.length; i++) {
        x[i] = tape.constant(op.inputs().get(i));
      }
      Variable y = op.function().apply(tape, x);
      assertThat(y.needsGradient()).isFalse();
      assertThat(tape.size()).isZero();
      assertMatrix(y.value()).isCloseTo(evaluate(op).value(), EXACT);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void opKeepsWhatItsBackwardReadsAndNoMore(OpCase op) {
    try (Tape tape = Tape.create()) {
      op.function().apply(tape, variables(tape, op));
      for (RecordedOp entry : RecordedOps.of(tape)) {
        Reader reader = new Reader(entry);
        entry.op().backward(Kernels.preferred(), reader);
        assertThat(reader.keep()).as("keep() of %s", entry.op()).isEqualTo(entry.op().keep());
      }
    }
  }

  /** Ops of single elements may have kernels of their own; these must do what f and df say. */
  @ParameterizedTest
  @MethodSource("cases")
  void kernelAgreesWithTheFunctionOfOneElement(OpCase op) {
    try (Tape tape = Tape.create()) {
      op.function().apply(tape, variables(tape, op));
      for (RecordedOp entry : RecordedOps.of(tape)) {
        Reader reader = new Reader(entry);
        entry.op().backward(Kernels.preferred(), reader);
        if (entry.op() instanceof ElementwiseOp function) {
          assertElementwise(function, entry, reader);
        } else if (entry.op() instanceof BroadcastOp function) {
          assertBroadcast(function, entry, reader);
        }
      }
    }
  }

  private static void assertElementwise(ElementwiseOp op, RecordedOp entry, Reader reader) {
    DMatrixRMaj x = entry.inputs().get(0).value();
    DMatrixRMaj y = entry.output().value();
    DMatrixRMaj values = y.copy();
    DMatrixRMaj gradient = x.copy();
    for (int i = 0; i < x.getNumElements(); i++) {
      values.set(i, op.f(x.get(i)));
      double keptX = op.keep().inputs() ? x.get(i) : Double.NaN;
      double keptY = op.keep().output() ? y.get(i) : Double.NaN;
      gradient.set(i, reader.outputGradient().get(i) * op.df(keptX, keptY));
    }
    assertMatrix(y).isCloseTo(values, ROUNDING);
    assertMatrix(reader.inputGradient(0)).named("gradient").isCloseTo(gradient, ROUNDING);

    ElementFunction function = op.function();
    for (int i = 0; i < x.getNumElements(); i++) {
      double keptX = op.keep().inputs() ? x.get(i) : Double.NaN;
      double keptY = op.keep().output() ? y.get(i) : Double.NaN;
      assertThat(function.value(x.get(i))).isEqualTo(op.f(x.get(i)));
      assertThat(function.derivative(keptX, keptY)).isEqualTo(op.df(keptX, keptY));
    }
  }

  private static void assertBroadcast(BroadcastOp op, RecordedOp entry, Reader reader) {
    DMatrixRMaj a = entry.inputs().get(0).value();
    DMatrixRMaj b = entry.inputs().get(1).value();
    DMatrixRMaj values = a.copy();
    DMatrixRMaj da = a.copy();
    DMatrixRMaj db = new DMatrixRMaj(b.numRows, b.numCols);
    for (int i = 0; i < a.numRows; i++) {
      for (int j = 0; j < a.numCols; j++) {
        int row = b.numRows == 1 ? 0 : i;
        int column = b.numCols == 1 ? 0 : j;
        double dy = reader.outputGradient().get(i, j);
        double p = a.get(i, j);
        double q = b.get(row, column);
        values.set(i, j, op.f(p, q));
        da.set(i, j, dy * op.dfda(p, q));
        db.set(row, column, db.get(row, column) + dy * op.dfdb(p, q));
      }
    }
    assertMatrix(entry.output().value()).isCloseTo(values, ROUNDING);
    assertMatrix(reader.inputGradient(0)).named("left").isCloseTo(da, ROUNDING);
    assertMatrix(reader.inputGradient(1)).named("right").isCloseTo(db, ROUNDING);
  }

  private static Variable[] variables(Tape tape, OpCase op) {
    return op.inputs().stream().map(tape::variable).toArray(Variable[]::new);
  }

  /** A backward pass that wants every gradient and notes what is read. */
  private static final class Reader implements Op.Backward {
    private final RecordedOp entry;
    private final DMatrixRMaj outputGradient;
    private final List<DMatrixRMaj> inputGradients = new ArrayList<>();
    private boolean inputs;
    private boolean output;

    Reader(RecordedOp entry) {
      this.entry = entry;
      this.outputGradient = RandomSource.of(3).fillGaussian(0, 1, zeros(entry.output().shape()));
      entry.inputs().forEach(input -> inputGradients.add(zeros(input.shape())));
    }

    Keep keep() {
      if (inputs) {
        return output ? Keep.INPUTS_AND_OUTPUT : Keep.INPUTS;
      }
      return output ? Keep.OUTPUT : Keep.NOTHING;
    }

    @Override
    public DMatrixRMaj input(int index) {
      inputs = true;
      return entry.inputs().get(index).value();
    }

    @Override
    public int inputs() {
      return entry.inputs().size();
    }

    @Override
    public Shape inputShape(int index) {
      return entry.inputs().get(index).shape();
    }

    @Override
    public DMatrixRMaj output() {
      output = true;
      return entry.output().value();
    }

    @Override
    public DMatrixRMaj outputGradient() {
      return outputGradient;
    }

    @Override
    public boolean needs(int index) {
      return true;
    }

    @Override
    public DMatrixRMaj inputGradient(int index) {
      return inputGradients.get(index);
    }

    @Override
    public DMatrixRMaj saved(int slot) {
      return (DMatrixRMaj) Objects.requireNonNull(entry.saved().get(slot));
    }

    @Override
    public DMatrixRMaj scratch(Shape shape) {
      return zeros(shape);
    }

    private static DMatrixRMaj zeros(Shape shape) {
      return new DMatrixRMaj(shape.rows(), shape.columns());
    }
  }
}
