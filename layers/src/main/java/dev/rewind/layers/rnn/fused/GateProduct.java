package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.Packed;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The product of what comes in with the columns of some gates of a kernel, where gates may see it
 * through dropout masks. Serves all shards of a call.
 *
 * <pre>
 *   s   = (v ⊙ m)·kernel           with one m for all gates, or one for each
 *   dv += (ds·kernelᵀ) ⊙ m
 *   dkernel += (v ⊙ m)ᵀ·ds
 * </pre>
 *
 * <p>What the gates see, {@code v ⊙ m}, is {@code seen}: without masks v itself, else as many
 * copies of v side by side as there are masks.
 */
final class GateProduct {
  /**
   * Gates whose columns are side by side in the kernel, in s and in ds.
   *
   * @param column first column in the kernel and in s
   * @param columns how many
   * @param dColumn first column in ds
   * @param mask number of the mask that they see through
   */
  private record Part(int column, int columns, int dColumn, int mask) {}

  private final Kernels kernels;
  private final Block kernel;
  private final List<DMatrixRMaj> masks;
  private final int units;
  private final List<Part> parts = new ArrayList<>();
  private final List<Packed> packed = new ArrayList<>();
  private final List<Packed> transposed = new ArrayList<>();

  /**
   * A product that is not laid out yet.
   *
   * @param kernel {@code [width of v, all gates]}
   * @param masks none, one for all gates, or one per gate of the product
   * @param layout which gates, and where their gradients are
   */
  GateProduct(Kernels kernels, DMatrixRMaj kernel, List<DMatrixRMaj> masks, GateLayout layout) {
    this.kernels = kernels;
    this.kernel = Block.of(kernel);
    this.masks = masks;
    this.units = layout.units();
    for (GateLayout.Run run : layout.runs(masks.size() > 1)) {
      int mask = masks.size() > 1 ? parts.size() : 0;
      parts.add(new Part(run.gate() * units, run.count() * units, run.dGate() * units, mask));
    }
  }

  /** Lays the kernel out for {@link #forward}. */
  GateProduct packed(Room room) {
    for (Part part : parts) {
      Block columns = kernel.columns(part.column(), part.column() + part.columns());
      DMatrixRMaj storage = room.of(kernels.packedSize(columns.rows(), columns.columns()));
      packed.add(kernels.pack(columns, storage));
    }
    return this;
  }

  /** Lays the kernel out for {@link #backward}. */
  GateProduct transposed(Room room) {
    for (Part part : parts) {
      Block columns = kernel.columns(part.column(), part.column() + part.columns());
      DMatrixRMaj storage = room.of(kernels.packedSize(columns.columns(), columns.rows()));
      transposed.add(kernels.packTransposed(columns, storage));
    }
    return this;
  }

  /** How many dropout masks there are. */
  int masks() {
    return masks.size();
  }

  /** Width of what comes in. */
  int width() {
    return kernel.rows();
  }

  /** Columns of what is seen: 0 if that is what comes in. */
  int seenColumns() {
    return masks.size() * width();
  }

  /** Computes what is seen, if there are masks, and gives it. */
  TimeRows see(TimeRows v, TimeRows seen, int firstSample, RowSet rows) {
    for (int mask = 0; mask < masks.size(); mask++) {
      kernels.drop(v, masks.get(mask), firstSample, seen, mask * width(), rows, false);
    }
    return masks.isEmpty() ? v : seen;
  }

  /** Computes s from what is seen. */
  void forward(TimeRows seen, TimeRows s, RowSet rows) {
    for (int p = 0; p < parts.size(); p++) {
      Part part = parts.get(p);
      int from = part.mask() * width();
      kernels.multiply(seen, from, packed.get(p), s, part.column(), rows, false);
    }
  }

  /**
   * Computes the gradient of v.
   *
   * @param scratch room for a gradient; used with masks only
   * @param add whether to add to what is there
   */
  void backward(
      TimeRows ds, TimeRows scratch, int firstSample, TimeRows dv, RowSet rows, boolean add) {
    for (int p = 0; p < parts.size(); p++) {
      Part part = parts.get(p);
      boolean adds = add || p > 0;
      if (masks.isEmpty()) {
        kernels.multiply(ds, part.dColumn(), transposed.get(p), dv, 0, rows, adds);
      } else {
        kernels.multiply(ds, part.dColumn(), transposed.get(p), scratch, 0, rows, false);
        kernels.drop(scratch, masks.get(part.mask()), firstSample, dv, 0, rows, adds);
      }
    }
  }

  /** What is done for a gate. */
  @FunctionalInterface
  interface GateAction {
    /**
     * Does it.
     *
     * @param mask number of the mask that the gate sees through
     * @param dGate place of its gradients, counted in gates
     * @param columns its columns of a matrix like the kernel
     */
    void at(int mask, int dGate, Block columns);
  }

  /** Does something for each gate of this product. */
  void forEachGate(GateAction action, DMatrixRMaj likeKernel) {
    for (Part part : parts) {
      for (int gate = 0; gate < part.columns() / units; gate++) {
        int column = part.column() + gate * units;
        Block columns = new Block(likeKernel, 0, column, width(), units);
        action.at(part.mask(), part.dColumn() / units + gate, columns);
      }
    }
  }
}
