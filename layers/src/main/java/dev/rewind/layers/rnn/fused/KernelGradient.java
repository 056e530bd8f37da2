package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Gathered;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import java.util.ArrayList;
import java.util.List;
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
  private final GateProduct product;
  private final List<Gathered> seen = new ArrayList<>();

  /**
   * A gradient of which nothing has been gathered.
   *
   * @param rows how many rows are gathered at most before they are multiplied
   */
  KernelGradient(Kernels kernels, GateProduct product, Room room, int rows) {
    this.kernels = kernels;
    this.product = product;
    for (int mask = 0; mask < Math.max(1, product.masks()); mask++) {
      seen.add(gathered(kernels, room, rows, product.width()));
    }
  }

  static Gathered gathered(Kernels kernels, Room room, int rows, int columns) {
    return new Gathered(room.of(kernels.gatheredSize(rows, columns)), rows, columns);
  }

  /**
   * Gathers what the gates saw.
   *
   * @param what as {@link GateProduct#see} gives it
   * @param at how many rows have been gathered
   */
  void gather(TimeRows what, RowSet rows, int at) {
    for (int mask = 0; mask < seen.size(); mask++) {
      kernels.gatherLeft(what, mask * product.width(), rows, seen.get(mask), at);
    }
  }

  /**
   * Adds what was gathered.
   *
   * @param ds gradients of the products, gate by gate, for the same rows
   * @param count how many rows were gathered
   */
  void addTo(DMatrixRMaj dKernel, List<Gathered> ds, int count) {
    product.forEachGate(
        (mask, dGate, columns) ->
            kernels.addTransposed(seen.get(mask), ds.get(dGate), count, columns),
        dKernel);
  }
}
