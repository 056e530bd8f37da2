package dev.rewind.autograd;

import dev.rewind.core.Checks;
import dev.rewind.core.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The one window through which ops see the tape; moved from op to op, so that it is not made anew
 * for each.
 */
final class OpCall implements Op.Forward, Op.Backward {
  private List<Variable> inputs = List.of();
  private @Nullable Op op;
  private @Nullable Variable outputVariable;
  private @Nullable DMatrixRMaj output;
  private @Nullable GradientStore gradients;
  private @Nullable Op saving;
  private Map<Integer, DMatrixRMaj> saved = Map.of();
  private final List<DMatrixRMaj> scratch = new ArrayList<>();
  private final Tape tape;

  OpCall(Tape tape) {
    this.tape = tape;
  }

  Op.Forward forward(Op newOp, List<Variable> newInputs, DMatrixRMaj newOutput) {
    clear();
    saving = newOp;
    inputs = newInputs;
    output = newOutput;
    return this;
  }

  Op.Backward backward(
      Op newOp,
      List<Variable> newInputs,
      Variable newOutput,
      Map<Integer, DMatrixRMaj> newSaved,
      GradientStore store) {
    clear();
    op = newOp;
    saved = newSaved;
    inputs = newInputs;
    outputVariable = newOutput;
    output = newOutput.value();
    gradients = store;
    return this;
  }

  /** What the forward pass that is going on has saved. */
  Map<Integer, DMatrixRMaj> saved() {
    return saved;
  }

  /** The call has ended: what it borrowed for itself goes back. */
  void clear() {
    scratch.forEach(tape::giveBack);
    scratch.clear();
    saving = null;
    saved = Map.of();
    inputs = List.of();
    op = null;
    outputVariable = null;
    output = null;
    gradients = null;
  }

  @Override
  public DMatrixRMaj input(int index) {
    if (op != null && !op.keep().inputs()) {
      throw notKept("an input", op);
    }
    return variable(index).value();
  }

  @Override
  public int inputs() {
    during(output);
    return inputs.size();
  }

  @Override
  public Shape inputShape(int index) {
    during(op);
    return inputs.get(index).shape();
  }

  @Override
  public DMatrixRMaj output() {
    if (op != null && !op.keep().output()) {
      throw notKept("the output", op);
    }
    return during(output);
  }

  @Override
  public DMatrixRMaj outputGradient() {
    return during(gradients).of(during(outputVariable));
  }

  @Override
  public boolean needs(int index) {
    return variable(index).needsGradient();
  }

  @Override
  public DMatrixRMaj inputGradient(int index) {
    if (!needs(index)) {
      throw new IllegalStateException(
          during(op).name() + ": input " + index + " needs no gradient. Ask needs(" + index + ").");
    }
    return during(gradients).of(variable(index));
  }

  @Override
  public DMatrixRMaj save(int slot, Shape shape) {
    Op owner = during(saving);
    if (saved.isEmpty()) {
      saved = new HashMap<>();
    }
    Checks.require(
        !saved.containsKey(slot),
        owner.name(),
        "slot " + slot + " is saved already. Take another number.");
    DMatrixRMaj matrix = tape.borrow(shape);
    saved.put(slot, matrix);
    return matrix;
  }

  @Override
  public boolean remembered() {
    during(saving);
    return inputs.stream().anyMatch(Variable::needsGradient);
  }

  @Override
  public DMatrixRMaj saved(int slot) {
    Op owner = during(op);
    DMatrixRMaj matrix = saved.get(slot);
    if (matrix == null) {
      throw new IllegalStateException(
          owner.name()
              + ": backward reads slot "
              + slot
              + " but forward saved "
              + saved.keySet()
              + ". Save what backward needs.");
    }
    return matrix;
  }

  @Override
  public DMatrixRMaj scratch(Shape shape) {
    during(output);
    DMatrixRMaj matrix = tape.borrow(shape);
    scratch.add(matrix);
    return matrix;
  }

  private Variable variable(int index) {
    during(output);
    return inputs.get(index);
  }

  private static <T> T during(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("Op: its inputs and outputs are valid during the call only.");
    }
    return value;
  }

  private static IllegalStateException notKept(String what, Op op) {
    return new IllegalStateException(
        op.name()
            + ": backward reads "
            + what
            + " but keep() is "
            + op.keep()
            + ". Declare what backward needs.");
  }
}
