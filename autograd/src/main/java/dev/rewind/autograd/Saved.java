package dev.rewind.autograd;

import java.util.TreeSet;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A matrix that an op has saved in its forward pass, and those that it saved before: a list, for
 * there are few.
 *
 * @param slot the op's own number for it
 * @param matrix what it saved
 * @param before what it saved before, if anything
 */
record Saved(int slot, DMatrixRMaj matrix, @Nullable Saved before) {

  /** What was saved by a number, if anything. */
  static @Nullable DMatrixRMaj find(@Nullable Saved last, int slot) {
    for (Saved saved = last; saved != null; saved = saved.before()) {
      if (saved.slot() == slot) {
        return saved.matrix();
      }
    }
    return null;
  }

  /** All numbers in order, as {@code [0, 2]}. */
  static String slots(@Nullable Saved last) {
    TreeSet<Integer> slots = new TreeSet<>();
    for (Saved saved = last; saved != null; saved = saved.before()) {
      slots.add(saved.slot());
    }
    return slots.toString();
  }
}
