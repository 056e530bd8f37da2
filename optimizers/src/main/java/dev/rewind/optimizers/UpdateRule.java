package dev.rewind.optimizers;

import dev.rewind.core.kernels.Kernels;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The equation of an algorithm: how one gradient changes one parameter. It has no state of its own;
 * what it must remember is in slots.
 */
public interface UpdateRule {

  /**
   * What is to be kept for each parameter.
   *
   * @return groups of slots, in the order in which Keras makes them: a group for every call of
   *     {@code add_optimizer_variables}. The slots of a group stand together for each parameter.
   */
  List<List<Slot>> slots();

  /**
   * What is to be kept once for all parameters: numbers, after the slots in Keras' list of
   * variables.
   *
   * @return the slots, none unless the rule says otherwise
   */
  default List<Slot> shared() {
    return List.of();
  }

  /**
   * Begins an update: changes what is shared. It is called once for each update, before any
   * parameter is changed; unless the rule says otherwise, nothing happens.
   *
   * @param kernels what to compute with
   * @param step learning rate, number of the update, and shared slots
   */
  default void begin(Kernels kernels, SharedStep step) {}

  /**
   * Changes a parameter.
   *
   * @param kernels what to compute with
   * @param value the parameter's value. Modified.
   * @param gradient its gradient, accumulated and clipped. Not modified.
   * @param step learning rate, number of the update, and slots
   */
  void update(Kernels kernels, DMatrixRMaj value, DMatrixRMaj gradient, UpdateStep step);
}
