package dev.rewind.optimizers;

import org.ejml.data.DMatrixRMaj;

/** What an {@link UpdateRule} knows about the present update, whatever the parameter. */
public interface SharedStep {

  /**
   * The learning rate of this update.
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
   * A decay rate to the power of the number of this update, {@code βᵗ}, as corrections of averages
   * that began with zeros need it. Computed once for all parameters.
   *
   * @param base the rate
   * @return the power
   */
  double power(double base);

  /**
   * What is kept once for all parameters.
   *
   * @param slot one of those of {@link UpdateRule#shared}
   * @return its number, {@code [1, 1]}, to be modified in place in {@link UpdateRule#begin} only
   * @throws IllegalArgumentException if the rule has no such slot
   */
  DMatrixRMaj shared(Slot slot);
}
