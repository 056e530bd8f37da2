package dev.rewind.optimizers;

import org.ejml.data.DMatrixRMaj;

/** What an {@link UpdateRule} knows about one parameter besides value and gradient. */
public interface UpdateStep extends SharedStep {

  /**
   * What is kept for the parameter.
   *
   * @param slot one of those of {@link UpdateRule#slots}
   * @return the parameter's own matrix for it, to be modified in place
   * @throws IllegalArgumentException if the rule has no such slot
   */
  DMatrixRMaj slot(Slot slot);

  /**
   * Room for what lies in between. It is forgotten after the update, and the next call empties it.
   *
   * @return zeros of the parameter's shape, to be modified in place
   */
  DMatrixRMaj scratch();
}
