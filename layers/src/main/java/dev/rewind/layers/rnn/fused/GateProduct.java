package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.Packed;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The product of what comes in with the columns of some gates of a kernel, where gates may see it
 * through dropout masks. Serves all shards of a call.
 *
 * <pre>
 *   s   = (v ⊙ m)·kernel           with one m for all gates, or one for each
 *   dv += (ds·kernelᵀ) ⊙ m
 * </pre>
 *
 * <p>The gradient of the kernel is a {@link KernelGradient}.
 *
 * <p>What the gates see, {@code v ⊙ m}, is {@code seen}: without masks v itself, else as many
 * copies of v side by side as there are masks.
 */
final class GateProduct {
  private static final Packed[] NONE = {};

  private final Kernels kernels;
  private final DMatrixRMaj kernel;
  private final List<DMatrixRMaj> masks;
  private final int units;
  private final List<GateLayout.Run> runs;
  private Packed[] packed = NONE;
  private Packed[] transposed = NONE;

  /**
   * A product that is not laid out yet.
   *
   * @param kernel {@code [width of v, all gates]}
   * @param units width of a gate
   * @param masks none, one for all gates, or one per gate of the product
   * @param layout which gates, and where their gradients are
   */
  GateProduct(
      Kernels kernels, DMatrixRMaj kernel, int units, List<DMatrixRMaj> masks, GateLayout layout) {
    this.kernels = kernels;
    this.kernel = kernel;
    this.units = units;
    this.masks = masks;
    this.runs = masks.size() > 1 ? layout.apart() : layout.together();
  }

  /** Lays the kernel out for {@link #forward}. */
  void packForward(Room room) {
    packed = new Packed[runs.size()];
    for (int r = 0; r < packed.length; r++) {
      Block columns = columns(runs.get(r));
      DMatrixRMaj storage = room.of(kernels.packedSize(columns.rows(), columns.columns()));
      packed[r] = kernels.pack(columns, storage);
    }
  }

  /** Lays the kernel out for {@link #backward}. */
  void packBackward(Room room) {
    transposed = new Packed[runs.size()];
    for (int r = 0; r < transposed.length; r++) {
      Block columns = columns(runs.get(r));
      DMatrixRMaj storage = room.of(kernels.packedSize(columns.columns(), columns.rows()));
      transposed[r] = kernels.packTransposed(columns, storage);
    }
  }

  private Block columns(GateLayout.Run run) {
    return new Block(kernel, 0, run.gate() * units, width(), run.count() * units);
  }

  /** How many dropout masks there are. */
  int masks() {
    return masks.size();
  }

  /** Width of what comes in. */
  int width() {
    return kernel.numRows;
  }

  /** Width of a gate. */
  int units() {
    return units;
  }

  /** The gates. */
  List<GateLayout.Run> runs() {
    return runs;
  }

  /** Columns of what is seen: 0 if that is what comes in. */
  int seenColumns() {
    return masks.size() * width();
  }

  /** Computes what is seen, if there are masks, and gives it. */
  TimeRows see(TimeRows v, TimeRows seen, RowSet rows) {
    for (int mask = 0; mask < masks.size(); mask++) {
      kernels.drop(v, masks.get(mask), seen, mask * width(), rows, false);
    }
    return masks.isEmpty() ? v : seen;
  }

  /** Computes s from what is seen. */
  void forward(TimeRows seen, TimeRows s, RowSet rows) {
    for (int r = 0; r < packed.length; r++) {
      GateLayout.Run run = runs.get(r);
      kernels.multiply(seen, run.mask() * width(), packed[r], s, run.gate() * units, rows, false);
    }
  }

  /**
   * Computes the gradient of v.
   *
   * @param scratch room for a gradient; used with masks only
   * @param add whether to add to what is there
   */
  void backward(TimeRows ds, TimeRows scratch, TimeRows dv, RowSet rows, boolean add) {
    for (int r = 0; r < transposed.length; r++) {
      GateLayout.Run run = runs.get(r);
      int from = run.dGate() * units;
      boolean adds = add || r > 0;
      if (masks.isEmpty()) {
        kernels.multiply(ds, from, transposed[r], dv, 0, rows, adds);
      } else {
        kernels.multiply(ds, from, transposed[r], scratch, 0, rows, false);
        kernels.drop(scratch, masks.get(run.mask()), dv, 0, rows, adds);
      }
    }
  }
}
