package dev.rewind.training.losses;

import org.ejml.data.DMatrixRMaj;

/** What is wanted of each class: the view of targets that one-hot rows and labels share. */
interface ClassTargets {

  /** The probability that a row shall give to a class. */
  double probability(DMatrixRMaj targets, int row, int column, int classes);

  /** Whether a row has a loss at all. */
  default boolean counts(DMatrixRMaj targets, int row) {
    return true;
  }
}
