package dev.rewind.autograd;

import static dev.rewind.autograd.TestOps.total;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.tanh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rewind.autograd.TestOps.Spy;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.MatrixPool;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which matrices a tape takes from its pool, and that it gives each back exactly once. */
class TapeMemoryTest {
  private static final Shape SHAPE = new Shape(3, 4);

  private final MatrixPool pool = new MatrixPool();
  private final DMatrixRMaj data = new DMatrixRMaj(3, 4);

  @BeforeEach
  void fillWithWhatIsNotZero() {
    data.fill(0.5);
  }

  @Test
  void secondTapeAllocatesNothing() {
    train();
    Set<DMatrixRMaj> stock = drain(SHAPE);
    Set<DMatrixRMaj> numbers = drain(Shape.SCALAR);
    stock.forEach(pool::giveBack);
    numbers.forEach(pool::giveBack);
    for (int step = 0; step < 3; step++) {
      train();
      assertEquals(stock, drain(SHAPE));
      assertEquals(numbers, drain(Shape.SCALAR));
      stock.forEach(pool::giveBack);
      numbers.forEach(pool::giveBack);
    }
  }

  @Test
  void everyMatrixIsGivenBackExactlyOnce() {
    // Three values [3, 4]; backward, the gradients of square, tanh and x: that of the last is given
    // back and lent again, so that two matrices serve all three.
    int values = 3;
    int gradients = 2;
    train();
    assertEquals(values + gradients, drain(SHAPE).size());
  }

  @Test
  void closingTwiceGivesBackOnce() {
    Tape tape = Tape.of(Kernels.preferred(), pool);
    tanh(tape.variable(data));
    tape.close();
    tape.close();
    assertEquals(1, drain(SHAPE).size());
  }

  @Test
  void constantsNeedNoMatricesForGradients() {
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      Variable x = tape.variable(data);
      Variable product = mul(x, tanh(tape.constant(data)));
      tape.gradients(total(product));
    }
    // Two values; the gradients of product and x.
    assertEquals(4, drain(SHAPE).size());
  }

  @Test
  void matricesOfTheUserNeverGoToThePool() {
    Parameter parameter = new Parameter("weight", new DMatrixRMaj(3, 4));
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      Variable x = tape.variable(data);
      assertSame(data, x.value());
      assertSame(parameter.value(), tape.parameter(parameter).value());
      tape.gradients(total(mul(mul(x, tape.parameter(parameter)), tape.constant(data))));
    }
    Set<DMatrixRMaj> stock = drain(SHAPE);
    assertFalse(stock.contains(data));
    assertFalse(stock.contains(parameter.value()));
  }

  @Test
  void matrixOfAnOpThatThrowsIsGivenBack() {
    Spy failing =
        new Spy(
            Keep.NOTHING,
            forward -> {
              forward.output().fill(7);
              throw new IllegalArgumentException("forward fails");
            },
            backward -> {});
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      Variable x = tape.variable(data);
      assertThrows(IllegalArgumentException.class, () -> tape.record(failing, x));
    }
    assertEquals(1, drain(SHAPE).size());
  }

  @Test
  void backwardSeesWhatForwardSavedAndNothingElseUsesIt() {
    AtomicReference<DMatrixRMaj> saved = new AtomicReference<>();
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      Spy saving =
          new Spy(
              Keep.NOTHING,
              forward -> {
                forward.save(7, SHAPE).fill(7);
                forward.save(2, SHAPE).fill(2);
              },
              backward -> {
                saved.set(backward.saved(7));
                assertEquals(7, backward.saved(7).get(2, 3));
                assertEquals(2, backward.saved(2).get(2, 3));
              });
      Variable y = tape.record(saving, tape.variable(data));
      Variable loss = total(tanh(tanh(y)));
      tape.gradients(loss);
      DMatrixRMaj first = saved.get();
      tape.gradients(loss);
      assertSame(first, saved.get(), "kept for another backward pass");
    }
    assertTrue(drain(SHAPE).contains(saved.get()));
  }

  @Test
  void whatAnOpThatThrowsHasSavedIsGivenBackOnce() {
    AtomicReference<DMatrixRMaj> saved = new AtomicReference<>();
    Spy failing =
        new Spy(
            Keep.NOTHING,
            forward -> {
              saved.set(forward.save(0, SHAPE));
              saved.get().fill(7);
              forward.output().fill(7);
              throw new IllegalArgumentException("forward fails");
            },
            backward -> {});
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      Variable x = tape.variable(data);
      assertThrows(IllegalArgumentException.class, () -> tape.record(failing, x));
    }
    assertTrue(drain(SHAPE).contains(saved.get()));
  }

  @Test
  void zerosAreLentByThePoolAndZeroAlsoInAUsedMatrix() {
    DMatrixRMaj used = pool.borrow(SHAPE);
    used.fill(3);
    pool.giveBack(used);
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      Variable zeros = tape.zeros(SHAPE.rows(), SHAPE.columns());
      assertSame(used, zeros.value());
      assertTrue(MatrixFeatures_DDRM.isZeros(zeros.value(), 0));
      assertEquals(SHAPE, zeros.shape());
      assertFalse(zeros.needsGradient());
      used.fill(4);
    }
    assertEquals(Set.of(used), drain(SHAPE));
  }

  @Test
  void constantThatIsComputedIsWrittenIntoAUsedMatrixOfThePool() {
    DMatrixRMaj used = pool.borrow(SHAPE);
    used.fill(3);
    pool.giveBack(used);
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      Variable constant = tape.constant(SHAPE.rows(), SHAPE.columns(), y -> y.set(0, 1, 7));
      assertSame(used, constant.value());
      assertEquals(7, constant.value().get(0, 1));
      assertEquals(0, constant.value().get(0, 0), "what is not written is 0");
      assertEquals(SHAPE, constant.shape());
      assertFalse(constant.needsGradient());
    }
    assertEquals(Set.of(used), drain(SHAPE));
  }

  @Test
  void constantThatCanNotBeComputedIsGivenBack() {
    AtomicReference<DMatrixRMaj> lent = new AtomicReference<>();
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      assertThrows(
          ArithmeticException.class,
          () ->
              tape.constant(
                  SHAPE.rows(),
                  SHAPE.columns(),
                  y -> {
                    lent.set(y);
                    y.fill(7);
                    throw new ArithmeticException("fill fails");
                  }));
    }
    assertEquals(Set.of(lent.get()), drain(SHAPE));
  }

  @Test
  void whatAnOpOfConstantsSavesIsGivenBackAtOnce() {
    AtomicReference<DMatrixRMaj> saved = new AtomicReference<>();
    Spy saving =
        new Spy(Keep.NOTHING, forward -> saved.set(forward.save(0, SHAPE)), backward -> {});
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      tape.record(saving, tape.constant(data));
      saved.get().fill(3);
      assertEquals(Set.of(saved.get()), drain(SHAPE));
    }
  }

  @Test
  void scratchIsGivenBackWhenTheCallReturns() {
    AtomicReference<DMatrixRMaj> before = new AtomicReference<>();
    AtomicReference<DMatrixRMaj> after = new AtomicReference<>();
    Spy scribbling =
        new Spy(
            Keep.NOTHING,
            forward -> {
              DMatrixRMaj scratch = forward.scratch(SHAPE);
              assertNotSame(scratch, forward.scratch(SHAPE));
              before.set(scratch);
            },
            backward -> after.set(backward.scratch(SHAPE)));
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      Variable x = tape.variable(data);
      Variable y = tape.record(scribbling, x);
      before.get().fill(3);
      DMatrixRMaj[] free = {pool.borrow(SHAPE), pool.borrow(SHAPE)};
      assertTrue(free[0] == before.get() || free[1] == before.get());
      tape.gradients(total(y));
      after.get().fill(4);
      assertTrue(drain(SHAPE).contains(after.get()));
    }
  }

  @Test
  void scratchOfAnOpThatThrowsIsGivenBackOnce() {
    AtomicReference<DMatrixRMaj> scratch = new AtomicReference<>();
    Spy failing =
        new Spy(
            Keep.NOTHING,
            forward -> {
              scratch.set(forward.scratch(SHAPE));
              scratch.get().fill(7);
              forward.output().fill(7);
              throw new IllegalArgumentException("forward fails");
            },
            backward -> {});
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      Variable x = tape.variable(data);
      assertThrows(IllegalArgumentException.class, () -> tape.record(failing, x));
    }
    assertTrue(drain(SHAPE).contains(scratch.get()));
  }

  @Test
  void namedGradientKeepsItsMatrixUntilTheTapeIsClosed() {
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      Variable x = tape.variable(data);
      Variable y = tanh(x);
      Variable z = tanh(y);
      Gradients gradients = tape.gradients(total(z), z);
      double[] before = gradients.of(z).data.clone();
      tanh(tanh(z));
      tape.gradients(total(z));
      assertEquals(1, before[0]);
      assertEquals(1, gradients.of(z).get(0, 0));
    }
  }

  private void train() {
    try (Tape tape = Tape.of(Kernels.preferred(), pool)) {
      Variable x = tape.variable(data);
      tape.gradients(total(tanh(tanh(mul(x, x))))).of(x);
    }
  }

  /**
   * Takes out of the pool what was given back to it. A new matrix is all zeros and the values and
   * gradients of these tests are not, so that the first zeros mean that the pool is empty.
   */
  private Set<DMatrixRMaj> drain(Shape shape) {
    Set<DMatrixRMaj> stock = Collections.newSetFromMap(new IdentityHashMap<>());
    DMatrixRMaj matrix = pool.borrow(shape);
    while (!MatrixFeatures_DDRM.isZeros(matrix, 0)) {
      assertTrue(stock.add(matrix), "given back twice");
      matrix = pool.borrow(shape);
    }
    return stock;
  }
}
