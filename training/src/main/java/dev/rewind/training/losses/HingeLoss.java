package dev.rewind.training.losses;

import dev.rewind.core.Shape;
import org.ejml.data.DMatrixRMaj;

/**
 * A loss of yes-or-no answers that are -1 and 1, or else 0 and 1. As 1 means yes in both, targets
 * need not be looked at together to be read.
 *
 * @param <S> the loss's own type
 */
interface HingeLoss<S extends Loss> extends RowLoss<S> {

  /** The side of the margin that is wanted: -1 for the targets -1 and 0, and 1 for 1. */
  static double sign(double target) {
    return target > 0 ? 1 : -1;
  }

  @Override
  default void checkTargets(DMatrixRMaj targets, Shape predictions) {
    checkShapes(Shape.of(targets), predictions);
    TargetChecks.signsOrBits(name(), targets);
  }
}
