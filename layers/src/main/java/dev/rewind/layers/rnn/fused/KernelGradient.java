package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Gathered;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.RowSet;
import org.ejml.data.DMatrixRMaj;

/**
 * The gradient of a kernel, for one shard. What the gates saw is gathered step by step, while it is
 * still near, and multiplied for many steps at once.
 *
 * <pre>
 *   dkernel += (v ⊙ m)ᵀ·ds
 * </pre>
 */
final class KernelGradient {
  private final Kernels kernels;
  private final ProductRows rows;
  private final GateProduct product;
  private final Gathered seen;
  private final DMatrixRMaj dKernel;

  /**
   * A gradient of which nothing has been gathered.
   *
   * @param capacity the most rows that are gathered
   * @param dKernel what is added to
   */
  KernelGradient(
      ProductRows rows,
      SequenceRows sequence,
      SequenceShard shard,
      int capacity,
      DMatrixRMaj dKernel) {
    this.kernels = sequence.weights().kernels();
    this.rows = rows;
    this.product = rows.product();
    int masks = Math.max(1, product.masks());
    this.seen = gathered(sequence, shard, capacity, masks, product.width());
    this.dKernel = dKernel;
  }

  /** Room for some rows. */
  static Gathered gathered(
      SequenceRows sequence, SequenceShard shard, int capacity, int parts, int columns) {
    Kernels kernels = sequence.weights().kernels();
    DMatrixRMaj storage = sequence.room().of(kernels.gatheredSize(capacity, parts, columns));
    return new Gathered(storage, capacity, parts, columns, shard.tile());
  }

  /**
   * Gathers what the gates saw.
   *
   * @param at how many rows have been gathered
   */
  void gather(RowSet which, int at) {
    kernels.gatherLeft(rows.see(which), which, seen, at);
  }

  /**
   * Adds what was gathered.
   *
   * @param ds gradients of the products, gate by gate, for the same rows
   * @param count how many rows were gathered
   */
  void add(Gathered ds, int count) {
    for (int r = 0; r < product.runs().size(); r++) {
      GateLayout.Run run = product.runs().get(r);
      for (int i = 0; i < run.count(); i++) {
        int column = (run.gate() + i) * product.units();
        kernels.addTransposed(seen, run.mask(), ds, run.dGate() + i, count, dKernel, column);
      }
    }
  }
}
