package dev.rewind.optimizers;

import dev.rewind.core.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/** Matrices by the slots that declare them. */
final class Slots {
  private final UpdateRule rule;
  private final String declaredBy;
  private final Map<Slot, DMatrixRMaj> matrices = new HashMap<>();

  /**
   * No slots yet.
   *
   * @param rule whose they are, for messages
   * @param declaredBy the rule's method that lists them, for messages
   */
  Slots(UpdateRule rule, String declaredBy) {
    this.rule = rule;
    this.declaredBy = declaredBy;
  }

  void add(Slot slot, Shape shape) {
    DMatrixRMaj matrix = new DMatrixRMaj(shape.rows(), shape.columns());
    Arrays.fill(matrix.data, slot.initialValue());
    if (matrices.put(slot, matrix) != null) {
      throw new IllegalArgumentException(
          rule + ": two slots are named " + slot.name() + "; expected different names.");
    }
  }

  DMatrixRMaj get(Slot slot) {
    DMatrixRMaj matrix = matrices.get(slot);
    if (matrix == null) {
      throw new IllegalArgumentException(
          "%s: there is no slot %s; expected one of %s.".formatted(rule, slot.name(), declaredBy));
    }
    return matrix;
  }
}
