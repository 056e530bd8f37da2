package dev.rewind.optimizers;

import org.ejml.data.DMatrixRMaj;

/** What an {@link UpdateRule} knows about the present step besides value and gradient. */
public interface UpdateStep {

  /**
   * The learning rate of this step.
   *
   * @return the rate, after any schedule
   */
  double learningRate();

  /**
   * The number of this update, the paper's t.
   *
   * @return 1 for the first update
   */
  long number();

  /**
   * What is kept for the parameter.
   *
   * @param slot one of the rule's slots
   * @return the parameter's own matrix for it, to be modified in place
   * @throws IllegalArgumentException if the rule has no such slot
   */
  DMatrixRMaj slot(Slot slot);
}
