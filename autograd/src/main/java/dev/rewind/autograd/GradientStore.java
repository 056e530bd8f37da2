package dev.rewind.autograd;

import dev.rewind.core.kernels.MatrixPool;
import java.util.BitSet;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** The gradients of one backward pass, by the number of the variable on its tape. */
final class GradientStore {
  private final MatrixPool pool;
  private final @Nullable DMatrixRMaj[] gradients;
  private final BitSet retained;
  private final BitSet dropped;
  private final BitSet zeros = new BitSet(0);

  GradientStore(int variables, MatrixPool pool) {
    this.pool = pool;
    this.gradients = new DMatrixRMaj[variables];
    this.retained = new BitSet(variables);
    this.dropped = new BitSet(variables);
  }

  void retain(Variable variable) {
    retained.set(variable.index());
  }

  /** Whether the loss depends on a variable, as far as the pass has come. */
  boolean reached(Variable variable) {
    return gradients[variable.index()] != null && !zeros.get(variable.index());
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
      gradient = pool.borrowZeros(variable.shape());
      gradients[variable.index()] = gradient;
    }
    return gradient;
  }

  /** The gradient when the pass is over; if the loss does not depend on the variable, zeros. */
  DMatrixRMaj read(Variable variable) {
    if (!reached(variable)) {
      zeros.set(variable.index());
    }
    return of(variable);
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
      pool.giveBack(gradient);
      gradients[index] = null;
    }
  }

  /** The tape is closed: all gradients go back. */
  void clear() {
    for (int i = 0; i < gradients.length; i++) {
      DMatrixRMaj gradient = gradients[i];
      if (gradient != null) {
        pool.giveBack(gradient);
        gradients[i] = null;
      }
    }
  }
}
