package dev.rewind.training.losses;

import dev.rewind.autograd.Op;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.Shape;
import org.ejml.data.DMatrixRMaj;

/**
 * A loss whose rows one op computes: give the op. Unless the loss says otherwise, each prediction
 * has one target, any finite number.
 *
 * @param <S> the loss's own type
 */
public interface RowLoss<S extends Loss> extends LossOptions<S> {

  /**
   * The op that computes the loss of each row, with the values of the options in it.
   *
   * @return an op of predictions {@code [rows, k]} and targets, which are constant, that gives
   *     {@code [rows, 1]}
   */
  Op op();

  @Override
  default void checkShapes(Shape targets, Shape predictions) {
    TargetChecks.sameShape(
        name(), targets, predictions, "Give the last layer one unit for each target.");
  }

  @Override
  default void checkTargets(DMatrixRMaj targets, Shape predictions) {
    checkShapes(Shape.of(targets), predictions);
    TargetChecks.finite(name(), targets);
  }

  @Override
  default Variable values(DMatrixRMaj targets, Variable predictions) {
    Tape tape = predictions.tape();
    return tape.record(op(), predictions, tape.constant(targets));
  }
}
