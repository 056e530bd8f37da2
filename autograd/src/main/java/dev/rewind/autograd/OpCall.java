package dev.rewind.autograd;

import dev.rewind.core.Shape;
import dev.rewind.core.kernels.MatrixPool;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The one window through which ops see the tape; moved from op to op, so that it is not made anew
 * for each.
 */
final class OpCall implements Op.Forward, Op.Backward {
  /** As much as a recurrent layer needs for a small batch, so that the list does not grow. */
  private static final int USUAL_SCRATCH = 40;

  private List<Variable> inputs = List.of();
  private @Nullable Op op;
  private @Nullable Variable outputVariable;
  private @Nullable DMatrixRMaj output;
  private @Nullable GradientStore gradients;
  private @Nullable Op saving;
  private @Nullable Saved saved;
  private final List<DMatrixRMaj> scratch = new ArrayList<>(USUAL_SCRATCH);
  private final MatrixPool pool;

  OpCall(MatrixPool pool) {
    this.pool = pool;
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
      @Nullable Saved newSaved,
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

  /** What the forward pass that is going on has saved, from now on the tape's. */
  @Nullable Saved takeSaved() {
    Saved taken = saved;
    saved = null;
    return taken;
  }

  /** The call has ended: what it borrowed for itself goes back, and what it saved for nobody. */
  void clear() {
    for (int i = 0; i < scratch.size(); i++) {
      pool.giveBack(scratch.get(i));
    }
    scratch.clear();
    for (Saved own = saving == null ? null : saved; own != null; own = own.before()) {
      pool.giveBack(own.matrix());
    }
    saving = null;
    saved = null;
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
    if (Saved.find(saved, slot) != null) {
      throw new IllegalArgumentException(
          owner.name() + ": slot " + slot + " is saved already. Take another number.");
    }
    DMatrixRMaj matrix = pool.borrow(shape);
    saved = new Saved(slot, matrix, saved);
    return matrix;
  }

  @Override
  public boolean remembered() {
    during(saving);
    for (Variable input : inputs) {
      if (input.needsGradient()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public DMatrixRMaj saved(int slot) {
    Op owner = during(op);
    DMatrixRMaj matrix = Saved.find(saved, slot);
    if (matrix == null) {
      throw new IllegalStateException(
          owner.name()
              + ": backward reads slot "
              + slot
              + " but forward saved "
              + Saved.slots(saved)
              + ". Save what backward needs.");
    }
    return matrix;
  }

  @Override
  public DMatrixRMaj scratch(Shape shape) {
    during(output);
    DMatrixRMaj matrix = pool.borrow(shape);
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
