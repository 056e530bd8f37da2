package dev.rewind.autograd;

import static dev.rewind.autograd.TestOps.row;
import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.matmul;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.sum;
import static dev.rewind.autograd.ops.Ops.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.autograd.ops.Add;
import dev.rewind.autograd.ops.MatMul;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can be seen of a tape. */
class TapeSummaryTest {
  private final Tape tape = Tape.create();

  @AfterEach
  void closeTape() {
    tape.close();
  }

  @Test
  void eachOpIsALineWithItsInputsAndTheShapeOfItsOutput() {
    Variable x = tape.constant(new DMatrixRMaj(4, 2));
    Variable kernel = tape.parameter(new Parameter("dense/kernel", new DMatrixRMaj(2, 3)));
    Variable y = add(matmul(x, kernel), tape.variable(row(1, 2, 3)));
    mul(x, x); // of constants: not remembered
    Variable unused = tape.parameter(new Parameter("unused", row(1)));
    assertThat(unused.tape()).isSameAs(tape);
    sum(mul(y, tanh(y)));
    assertThat(tape.summary().lines())
        .containsExactly(
            "0  matmul  Constant[4, 2]  dense/kernel[2, 3]  → [4, 3]",
            "1  add     #0[4, 3]  Variable[1, 3]            → [4, 3]",
            "2  tanh    #1[4, 3]                            → [4, 3]",
            "3  mul     #1[4, 3]  #2[4, 3]                  → [4, 3]",
            "4  sum     #3[4, 3]                            → [1, 1]");
  }

  @Test
  void opsAreInTheOrderOfTheirComputation() {
    Variable x = tape.variable(row(2));
    List<Op> none = tape.ops();
    add(matmul(x, x), x);
    assertThat(tape.ops()).containsExactly(new MatMul(), new Add()).hasSize(tape.size());
    assertThat(none).as("a copy").isEmpty();
  }

  @Test
  void numbersAreFlushRight() {
    Variable y = tape.variable(1);
    for (int i = 0; i < 11; i++) {
      y = tanh(y);
    }
    assertThat(tape.summary().lines().toList().get(9))
        .isEqualTo(" 9  tanh  #8[1, 1]        → [1, 1]");
    assertThat(tape.summary()).endsWith("\n10  tanh  #9[1, 1]        → [1, 1]\n");
  }

  @Test
  void emptyTapeHasNoLines() {
    tape.constant(1);
    assertThat(tape.summary()).isEmpty();
    assertThat(tape).hasToString("Tape(0 ops)");
  }

  @Test
  void textSaysHowLongTheTapeIs() {
    tanh(tape.variable(1));
    assertThat(tape).hasToString("Tape(1 ops)");
    tape.close();
    assertThat(tape).hasToString("Tape(closed)");
    for (Runnable look : List.<Runnable>of(tape::ops, tape::summary)) {
      assertThatThrownBy(look::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("Tape: it is closed");
    }
  }

  @Test
  void parameterThatNeedsNoGradientHasItsNameToo() {
    Variable frozen = tape.constant(new Parameter("dense/kernel", new DMatrixRMaj(2, 3)));
    matmul(tape.variable(new DMatrixRMaj(4, 2)), frozen);
    assertThat(tape.summary()).contains("dense/kernel[2, 3]");
  }
}
