package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Kernels;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * The weights of a sequence op, laid out for its products. All shards of a call read them, and all
 * sequences of a {@link CellStream}.
 *
 * @param kernels the provider to compute with
 * @param op the op
 * @param units width of a state
 * @param input the product of the input with W
 * @param state the product of the state before a step with U
 * @param reset the product of {@code r ⊙ hPrev} with U, where there is one
 * @param bias one row, with what is added to the gates
 */
record SequenceWeights(
    Kernels kernels,
    SequenceOp op,
    int units,
    GateProduct input,
    GateProduct state,
    Optional<GateProduct> reset,
    DMatrixRMaj bias) {

  /** The weights of an op, of which nothing is laid out yet. */
  static SequenceWeights of(
      Kernels kernels,
      SequenceOp op,
      DMatrixRMaj w,
      DMatrixRMaj u,
      Optional<DMatrixRMaj> bias,
      Room room) {
    int units = u.numRows;
    DMatrixRMaj row = room.zeros(1, op.dGates() * units);
    if (bias.isPresent()) {
      op.fillBias(bias.get(), row);
    }
    List<DMatrixRMaj> ofInput = op.dropout().input();
    List<DMatrixRMaj> ofState = op.dropout().recurrent();
    Optional<GateProduct> reset = Optional.empty();
    if (op.resetLayout().isPresent()) {
      int last = Math.max(0, ofState.size() - 1);
      List<DMatrixRMaj> ofReset = ofState.subList(last, ofState.size());
      ofState = ofState.size() > 1 ? ofState.subList(0, last) : ofState;
      reset = Optional.of(new GateProduct(kernels, u, units, ofReset, op.resetLayout().get()));
    }
    return new SequenceWeights(
        kernels,
        op,
        units,
        new GateProduct(kernels, w, units, ofInput, op.inputLayout()),
        new GateProduct(kernels, u, units, ofState, op.stateLayout()),
        reset,
        row);
  }

  /** Number of features. */
  int features() {
    return input.width();
  }

  /** Lays the kernels out for the way forward. */
  void packForward(Room room) {
    input.packForward(room);
    state.packForward(room);
    if (reset.isPresent()) {
      reset.get().packForward(room);
    }
  }

  /** Lays the kernels out for the way back. */
  void packBackward(boolean needsX, Room room) {
    if (needsX) {
      input.packBackward(room);
    }
    state.packBackward(room);
    if (reset.isPresent()) {
      reset.get().packBackward(room);
    }
  }

  /** How a batch is cut. */
  Shards shards() {
    return Shards.of(op.steps().batch(), count());
  }

  /** The multiply-adds of a forward pass. */
  long work() {
    return op.steps().rows() * count();
  }

  private long count() {
    return (long) (features() + units) * op.gates() * units;
  }
}
