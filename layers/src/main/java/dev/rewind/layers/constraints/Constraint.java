package dev.rewind.layers.constraints;

import dev.rewind.core.options.Configured;
import org.ejml.data.DMatrixRMaj;

/** A projection that is applied to a weight after each update. Immutable. */
public interface Constraint extends Configured<Constraint> {

  /**
   * Projects a weight.
   *
   * @param weight Modified.
   */
  void project(DMatrixRMaj weight);
}
