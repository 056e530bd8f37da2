package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;

/**
 * A product at the steps of a sequence.
 *
 * @param product what is multiplied with
 * @param v what comes in
 * @param seen room for what the gates see of it, if there are dropout masks
 */
record ProductRows(GateProduct product, TimeRows v, TimeRows seen) {
  /** What the gates see, {@code v ⊙ m}. */
  TimeRows see(RowSet rows) {
    return product.see(v, seen, rows);
  }

  /** {@code s = (v ⊙ m)·kernel}. */
  void forward(TimeRows s, RowSet rows) {
    product.forward(see(rows), s, rows);
  }
}
