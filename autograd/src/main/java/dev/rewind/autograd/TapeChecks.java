package dev.rewind.autograd;

import dev.rewind.core.Checks;
import dev.rewind.core.Shape;

/** What a tape refuses. */
final class TapeChecks {
  private TapeChecks() {}

  static void requireArity(Op op, int inputs) {
    boolean fits = op.arity() == Op.ANY ? inputs > 0 : inputs == op.arity();
    if (!fits) {
      throw new IllegalArgumentException(
          op.name()
              + (": got " + inputs + " inputs; expected ")
              + (op.arity() == Op.ANY ? "at least 1." : op.arity() + "."));
    }
  }

  static void requireOn(Tape tape, Op op, int number, Variable input) {
    if (input.tape() != tape) {
      throw new IllegalArgumentException(
          op.name()
              + (": input " + number + " " + input.shape() + " is on another tape. ")
              + "Put its value in anew.");
    }
  }

  static void requireOn(Tape tape, Variable also) {
    if (also.tape() != tape) {
      throw new IllegalArgumentException("gradients: " + also + " is on another tape.");
    }
  }

  static void requireLoss(Tape tape, Variable loss) {
    if (loss.tape() != tape) {
      throw new IllegalArgumentException(
          "gradients: loss " + loss.shape() + " is on another tape.");
    }
    if (!loss.shape().equals(Shape.SCALAR)) {
      throw new IllegalArgumentException(
          "gradients: loss must be [1, 1], got "
              + loss.shape()
              + ". Reduce it with mean(loss) or sum(loss).");
    }
    Checks.require(
        loss.needsGradient(),
        "gradients",
        "loss depends on constants only. Put in what you differentiate by with variable or parameter.");
  }

  static void requireEmpty(int variables) {
    if (variables > 0) {
      throw new IllegalStateException(
          ("debugNumerics: " + variables + " values are on the tape already; expected none. ")
              + "Turn it on first.");
    }
  }
}
