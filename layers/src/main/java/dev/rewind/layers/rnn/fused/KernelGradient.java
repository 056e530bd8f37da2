package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Block;
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
  /**
   * The part of a gate.
   *
   * @param mask number of the mask that it sees through
   * @param dGate place of its gradients, counted in gates
   * @param columns its columns of the gradient
   */
  private record Gate(int mask, int dGate, Block columns) {}

  private final Kernels kernels;
  private final GateProduct product;
  private final List<Gathered> seen = new ArrayList<>();
  private final List<Gate> gates = new ArrayList<>();

  /**
   * A gradient of which nothing has been gathered.
   *
   * @param dKernel what is added to
   */
  KernelGradient(GateProduct product, SequenceShard shard, DMatrixRMaj dKernel) {
    this.kernels = shard.call().kernels();
    this.product = product;
    for (int mask = 0; mask < Math.max(1, product.masks()); mask++) {
      seen.add(gathered(shard, product.width()));
    }
    product.forEachGate(
        (mask, dGate, columns) -> gates.add(new Gate(mask, dGate, columns)), dKernel);
  }

  /** Room for a chunk of rows. */
  static Gathered gathered(SequenceShard shard, int columns) {
    SequenceCall call = shard.call();
    int rows = shard.chunk() * shard.samples();
    DMatrixRMaj storage = call.room().of(call.kernels().gatheredSize(rows, columns));
    return new Gathered(storage, rows, columns, shard.rows());
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
  void add(List<Gathered> ds, int count) {
    for (Gate gate : gates) {
      kernels.addTransposed(seen.get(gate.mask()), ds.get(gate.dGate()), count, gate.columns());
    }
  }
}
