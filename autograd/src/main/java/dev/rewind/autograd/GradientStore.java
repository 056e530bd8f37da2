package dev.rewind.autograd;

import java.util.BitSet;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** The gradients of one backward pass, by the number of the variable on its tape. */
final class GradientStore {
  private final Tape tape;
  private final @Nullable DMatrixRMaj[] gradients;
  private final BitSet retained = new BitSet();
  private final BitSet dropped = new BitSet();

  GradientStore(int variables, Tape tape) {
    this.tape = tape;
    this.gradients = new DMatrixRMaj[variables];
  }

  void retain(Variable variable) {
    retained.set(variable.index());
  }

  /** Whether the loss depends on a variable, as far as the pass has come. */
  boolean reached(Variable variable) {
    return gradients[variable.index()] != null;
  }

  /** Whether a variable was on the tape when the pass was made. */
  boolean knows(Variable variable) {
    return variable.index() < gradients.length;
  }

  /** Whether the gradient of a variable was dropped, because nobody had asked for it. */
  boolean dropped(Variable variable) {
    return dropped.get(variable.index());
  }

  /** The gradient so far; zeros when nothing has been added yet. */
  DMatrixRMaj of(Variable variable) {
    DMatrixRMaj gradient = gradients[variable.index()];
    if (gradient == null) {
      gradient = tape.borrowZeros(variable.shape());
      gradients[variable.index()] = gradient;
    }
    return gradient;
  }

  /** The op that made the variable has used its gradient, if any: drop it unless it is wanted. */
  void passedOn(Variable variable) {
    int index = variable.index();
    if (retained.get(index)) {
      return;
    }
    dropped.set(index);
    DMatrixRMaj gradient = gradients[index];
    if (gradient != null) {
      tape.giveBack(gradient);
      gradients[index] = null;
    }
  }
}
