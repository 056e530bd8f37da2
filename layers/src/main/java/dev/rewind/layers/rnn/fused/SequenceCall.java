package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Kernels;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * What all shards of one forward or backward call share. They only read it.
 *
 * @param kernels the provider to compute with
 * @param op the op
 * @param units width of a state
 * @param x the input
 * @param initial the initial states
 * @param input the product of the input with W
 * @param state the product of the state before a step with U
 * @param reset the product of {@code r ⊙ hPrev} with U, where there is one
 * @param bias one row, with what is added to the gates
 * @param memory what forward keeps for backward at all steps, slot by slot; nothing if it keeps it
 *     for a chunk only
 * @param states all states at all steps, if they are kept
 * @param boundaries the states before each chunk, if these are kept instead
 * @param room gives matrices for this call
 */
record SequenceCall(
    Kernels kernels,
    SequenceOp op,
    int units,
    DMatrixRMaj x,
    List<DMatrixRMaj> initial,
    GateProduct input,
    GateProduct state,
    Optional<GateProduct> reset,
    DMatrixRMaj bias,
    List<DMatrixRMaj> memory,
    Optional<DMatrixRMaj> states,
    Optional<DMatrixRMaj> boundaries,
    Room room) {

  SequenceSteps steps() {
    return op.steps();
  }

  /** Lays the kernels out for the way forward. */
  void packForward() {
    input.packed(room);
    state.packed(room);
    reset.ifPresent(product -> product.packed(room));
  }

  /** Lays the kernels out for the way back. */
  void packBackward(boolean needsX) {
    if (memory.isEmpty()) {
      packForward();
    }
    if (needsX) {
      input.transposed(room);
    }
    state.transposed(room);
    reset.ifPresent(product -> product.transposed(room));
  }

  /** The multiply-adds of a forward pass. */
  long work() {
    return (long) steps().rows() * (x.numCols + units) * op.gates() * units;
  }
}
