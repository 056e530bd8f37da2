package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.Kernels;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The product of some neighbouring gates with their columns of a kernel, where gates may see what
 * comes in through dropout masks.
 *
 * <pre>
 *   s   = (v ⊙ m)·kernel           with one m for all gates, or one for each
 *   dv += (ds·kernelᵀ) ⊙ m
 *   dkernel += (v ⊙ m)ᵀ·ds
 * </pre>
 *
 * <p>What the gates see, {@code v ⊙ m}, is {@code seen}: without masks v itself, else as many
 * blocks of v's width side by side as there are masks.
 *
 * @param units width of a gate
 * @param from first gate
 * @param to last gate, excluded
 * @param masks none, one for all gates, or one per gate; {@code [batch, width of v]}
 */
record GateProduct(int units, int from, int to, List<DMatrixRMaj> masks) {

  /** What the gates see of v at all steps. */
  Block seen(Block v, int slot, SavedMatrices saved) {
    return masks.isEmpty() ? v : saved.block(slot, v.rows(), masks.size() * v.columns());
  }

  /** Computes s and, with masks, what is seen, for one step or for all. */
  void forward(Kernels kernels, Block v, Block seen, Block kernel, Block s) {
    for (int part = 0; part < parts(); part++) {
      if (!masks.isEmpty()) {
        drop(kernels, part, v, part(seen, part));
      }
      kernels.multiply(part(seen, part), gates(kernel, part), gates(s, part));
    }
  }

  /**
   * Adds to the gradient of v, for one step or for all.
   *
   * @param scratch of the size of v, with arbitrary content; used with masks only
   */
  void backward(Kernels kernels, Block ds, Block kernel, Block scratch, Block dv) {
    for (int part = 0; part < parts(); part++) {
      if (masks.isEmpty()) {
        kernels.addMultiplyTransB(gates(ds, part), gates(kernel, part), dv);
      } else {
        kernels.multiplyTransB(gates(ds, part), gates(kernel, part), scratch);
        drop(kernels, part, scratch, scratch);
        kernels.add(dv, scratch, dv);
      }
    }
  }

  /** Adds to the gradient of the kernel, for all steps at once. */
  void addKernelGradient(Kernels kernels, Block seen, Block ds, Block dKernel) {
    for (int part = 0; part < parts(); part++) {
      kernels.addMultiplyTransA(part(seen, part), gates(ds, part), gates(dKernel, part));
    }
  }

  /** {@code y = v ⊙ m}, the same m for each step. */
  private void drop(Kernels kernels, int part, Block v, Block y) {
    Block mask = Block.of(masks.get(part));
    for (int row = 0; row < v.rows(); row += mask.rows()) {
      int end = row + mask.rows();
      kernels.multiplyElements(v.rows(row, end), mask, y.rows(row, end));
    }
  }

  private int parts() {
    return Math.max(1, masks.size());
  }

  /** The columns of the gates that see through one mask. */
  private Block gates(Block all, int part) {
    int gates = (to - from) / parts();
    int first = from + part * gates;
    return all.columns(first * units, (first + gates) * units);
  }

  private Block part(Block seen, int part) {
    int width = seen.columns() / parts();
    return seen.columns(part * width, (part + 1) * width);
  }
}
