package dev.rewind.autograd;

import static dev.rewind.autograd.TestOps.row;
import static dev.rewind.autograd.TestOps.total;
import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.mul;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rewind.autograd.TestOps.Spy;
import dev.rewind.autograd.TestOps.Total;
import dev.rewind.autograd.ops.ConcatRows;
import dev.rewind.autograd.ops.Log;
import dev.rewind.autograd.ops.MatMul;
import dev.rewind.autograd.ops.Where;
import dev.rewind.core.Shape;
import dev.rewind.core.ShapeMismatchException;
import dev.rewind.core.kernels.Kernels;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a tape refuses, word for word. */
class TapeMessagesTest {
  private static final String CLOSED =
      "Tape: it is closed, its values are gone. Copy what you need before closing it.";

  private final Tape tape = Tape.create();
  private final Tape other = Tape.create();
  private final Variable x = tape.variable(row(1, 2, 3));

  @AfterEach
  void closeTapes() {
    tape.close();
    other.close();
  }

  @Test
  void lossMustBeOneNumber() {
    refused(
        "gradients: loss must be [1, 1], got [1, 3]. Reduce it with mean(loss) or sum(loss).",
        () -> tape.gradients(mul(x, x)));
  }

  @Test
  void lossMustDependOnAVariable() {
    Variable loss = total(tape.constant(row(1, 2)));
    refused(
        "gradients: loss depends on constants only."
            + " Put in what you differentiate by with variable or parameter.",
        () -> tape.gradients(loss));
  }

  @Test
  void nothingCanBeDoneWithAClosedTape() {
    Parameter weight = new Parameter("weight", row(1));
    Variable loss = total(x);
    Gradients gradients = tape.gradients(loss);
    tape.close();
    assertFalse(tape.isOpen());
    List<Executable> calls =
        List.of(
            () -> tape.variable(1),
            () -> tape.constant(1),
            () -> tape.zeros(1, 1),
            () -> tape.constant(1, 1, y -> {}),
            () -> tape.parameter(weight),
            () -> tape.record(new Total(), x),
            () -> tape.gradients(loss),
            () -> gradients.of(x),
            x::value,
            loss::scalar);
    for (Executable call : calls) {
      outOfOrder(CLOSED, call);
    }
  }

  @Test
  void variablesOfAnotherTapeAreRefused() {
    Variable foreign = other.variable(row(4, 5, 6));
    refused(
        "add: input 1 [1, 3] is on another tape. Put its value in anew.", () -> add(x, foreign));
    refused("gradients: loss [1, 1] is on another tape.", () -> tape.gradients(total(foreign)));
    Variable loss = total(x);
    refused("gradients: Variable[1, 3] is on another tape.", () -> tape.gradients(loss, foreign));
    refused(
        "gradients: Variable[1, 3] is on another tape.", () -> tape.gradients(loss).of(foreign));
    assertEquals(1, tape.size());
  }

  @Test
  void parameterMustNotChangeBeforeTheGradients() {
    Parameter kernel = new Parameter("kernel", row(1, 2, 3));
    Variable loss = total(mul(x, tape.parameter(kernel)));
    kernel.assign(row(4, 5, 6));
    outOfOrder(
        "gradients: kernel was changed after this tape computed with it."
            + " Compute the gradients before the update.",
        () -> tape.gradients(loss));
  }

  @Test
  void parameterThatNeedsNoGradientMustNotChangeEither() {
    Parameter kernel = new Parameter("kernel", row(1, 2, 3));
    Variable frozen = tape.constant(kernel);
    assertEquals(false, frozen.needsGradient());
    assertSame(frozen, tape.constant(kernel));
    Variable loss = total(mul(x, frozen));
    kernel.assign(row(4, 5, 6));
    outOfOrder(
        "gradients: kernel was changed after this tape computed with it."
            + " Compute the gradients before the update.",
        () -> tape.gradients(loss));
  }

  @Test
  void constantHasNoGradient() {
    Variable constant = tape.constant(row(1, 2, 3));
    Gradients gradients = tape.gradients(total(mul(x, constant)));
    refused(
        "gradients: Constant[1, 3] has none. Put it in with variable.",
        () -> gradients.of(constant));
  }

  @Test
  void unnamedIntermediateHasNoGradientWhetherTheLossNeedsItOrNot() {
    Variable square = mul(x, x);
    Variable aside = add(x, x);
    Gradients gradients = tape.gradients(total(square));
    String message =
        "gradients: Variable[1, 3] was an intermediate result."
            + " Name it in gradients(loss, x) to keep its gradient.";
    refused(message, () -> gradients.of(square));
    refused(message, () -> gradients.of(aside));
  }

  @Test
  void laterVariableHasNoGradient() {
    Gradients gradients = tape.gradients(total(x));
    Variable late = tape.variable(7);
    refused(
        "gradients: Variable[1, 1] came after these gradients. Compute them again.",
        () -> gradients.of(late));
  }

  @Test
  void parameterMustBeOnTheTape() {
    Parameter kernel = new Parameter("kernel", row(1, 2, 3));
    Gradients gradients = tape.gradients(total(x));
    refused(
        "gradients: kernel[1, 3] was not used on this tape. Put it in with parameter.",
        () -> gradients.of(kernel));
  }

  @Test
  void scalarIsForOneNumberOnly() {
    assertThrows(ShapeMismatchException.class, x::scalar);
    refused("scalar: shape [1, 3] does not fit; expected [1, 1].", x::scalar);
  }

  @Test
  void opMustNotReadWhatItDidNotKeep() {
    Spy input = Spy.backward(Keep.OUTPUT, backward -> backward.input(0));
    Spy output = Spy.backward(Keep.INPUTS, Op.Backward::output);
    Spy nothing = Spy.backward(Keep.NOTHING, Op.Backward::output);
    outOfOrder(
        "spy: backward reads an input but keep() is OUTPUT. Declare what backward needs.",
        () -> tape.gradients(total(tape.record(input, x))));
    outOfOrder(
        "spy: backward reads the output but keep() is INPUTS. Declare what backward needs.",
        () -> tape.gradients(total(tape.record(output, x))));
    outOfOrder(
        "spy: backward reads the output but keep() is NOTHING. Declare what backward needs.",
        () -> tape.gradients(total(tape.record(nothing, x))));
  }

  @Test
  void opMustNotGiveAGradientToAConstant() {
    Spy careless = Spy.backward(Keep.NOTHING, backward -> backward.inputGradient(1));
    Variable result = total(tape.record(careless, x, tape.constant(1)));
    outOfOrder("spy: input 1 needs no gradient. Ask needs(1).", () -> tape.gradients(result));
  }

  @Test
  void opMustNotHoldOnToItsCall() {
    AtomicReference<Op.Forward> forward = new AtomicReference<>();
    AtomicReference<Op.Backward> backward = new AtomicReference<>();
    Spy keeper = new Spy(Keep.INPUTS_AND_OUTPUT, forward::set, backward::set);
    String message = "Op: its inputs and outputs are valid during the call only.";
    Variable result = total(tape.record(keeper, x));
    outOfOrder(message, () -> forward.get().input(0));
    outOfOrder(message, () -> forward.get().output());
    outOfOrder(message, () -> forward.get().inputs());
    outOfOrder(message, () -> forward.get().save(0, Shape.SCALAR));
    outOfOrder(message, () -> forward.get().scratch(Shape.SCALAR));
    tape.gradients(result);
    outOfOrder(message, () -> backward.get().outputGradient());
    outOfOrder(message, () -> backward.get().inputGradient(0));
    outOfOrder(message, () -> backward.get().saved(0));
    outOfOrder(message, () -> backward.get().scratch(Shape.SCALAR));
  }

  @Test
  void opMustSaveWhatItsBackwardReads() {
    Spy forgetful =
        new Spy(
            Keep.NOTHING, forward -> forward.save(1, Shape.SCALAR), backward -> backward.saved(2));
    Variable result = total(tape.record(forgetful, x));
    outOfOrder(
        "spy: backward reads slot 2 but forward saved [1]. Save what backward needs.",
        () -> tape.gradients(result));
  }

  @Test
  void opMustNotSaveTwiceInOneSlot() {
    Spy wasteful =
        new Spy(
            Keep.NOTHING,
            forward -> {
              forward.save(1, Shape.SCALAR);
              forward.save(1, Shape.SCALAR);
            },
            backward -> {});
    refused("spy: slot 1 is saved already. Take another number.", () -> tape.record(wasteful, x));
  }

  @Test
  void numberOfInputsMustFitTheOp() {
    refused("log: got 2 inputs; expected 1.", () -> tape.record(new Log(), x, x));
    refused("matmul: got 1 inputs; expected 2.", () -> tape.record(new MatMul(), x));
    refused("where: got 2 inputs; expected 3.", () -> tape.record(new Where(), x, x));
    refused("concatRows: got 0 inputs; expected at least 1.", () -> tape.record(new ConcatRows()));
  }

  @Test
  void namelessOpHasAName() {
    Op anonymous =
        new Op() {
          @Override
          public Shape outputShape(Shape... inputs) {
            return inputs[0];
          }

          @Override
          public void forward(Kernels kernels, Forward forward) {}

          @Override
          public void backward(Kernels kernels, Backward backward) {}
        };
    assertEquals("op", anonymous.name());
    assertEquals("total", new Total().name());
    refused(
        "op: input 0 [1, 3] is on another tape. Put its value in anew.",
        () -> other.record(anonymous, x));
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  private static void outOfOrder(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalStateException.class, call).getMessage());
  }
}
