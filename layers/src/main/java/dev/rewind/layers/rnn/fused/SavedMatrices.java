package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.Op;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Block;
import org.ejml.data.DMatrixRMaj;

/**
 * What forward saves and backward sees again, asked for in the same way in both, so that one
 * description of it serves both.
 */
@FunctionalInterface
interface SavedMatrices {
  /** Slots of the tape, by content. */
  int ARGUMENTS = 0;

  int GATES = 1;
  int SEEN_INPUT = 2;
  int SEEN_STATE = 3;
  int INNER = 4;
  int SEEN_INNER = 5;

  DMatrixRMaj get(int slot, Shape shape);

  /** Borrows. */
  static SavedMatrices of(Op.Forward forward) {
    return forward::save;
  }

  /** Gives what was borrowed. */
  static SavedMatrices of(Op.Backward backward) {
    return (slot, shape) -> backward.saved(slot);
  }

  default Block block(int slot, int rows, int columns) {
    return Block.of(get(slot, new Shape(rows, columns)));
  }
}
