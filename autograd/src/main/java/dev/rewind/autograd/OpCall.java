package dev.rewind.autograd;

import dev.rewind.core.Shape;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The one window through which ops see the tape; moved from op to op, so that nothing is allocated.
 */
final class OpCall implements Op.Forward, Op.Backward {
  private List<Variable> inputs = List.of();
  private @Nullable Op op;
  private @Nullable Variable outputVariable;
  private @Nullable DMatrixRMaj output;
  private @Nullable GradientStore gradients;

  Op.Forward forward(List<Variable> newInputs, DMatrixRMaj newOutput) {
    clear();
    inputs = newInputs;
    output = newOutput;
    return this;
  }

  Op.Backward backward(
      Op newOp, List<Variable> newInputs, Variable newOutput, GradientStore store) {
    op = newOp;
    inputs = newInputs;
    outputVariable = newOutput;
    output = newOutput.value();
    gradients = store;
    return this;
  }

  void clear() {
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
