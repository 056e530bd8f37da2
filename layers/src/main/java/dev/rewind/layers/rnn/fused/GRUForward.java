package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.GRURows;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;

/** The steps of {@link GRUSequence}. */
final class GRUForward implements SequenceRows.Cell {
  private static final int INNER = SequenceOp.ARGUMENTS + 1;

  private final SequenceRows sequence;
  private final Kernels kernels;
  private final TimeRows s;
  private final GRURows m;

  GRUForward(GRUSequence op, SequenceRows sequence) {
    SequenceWeights weights = sequence.weights();
    this.sequence = sequence;
    this.kernels = weights.kernels();
    this.s = sequence.oneStep(op.columns(kernels, weights.units()));
    this.m =
        new GRURows(
            weights.units(),
            sequence.slot(SequenceOp.ARGUMENTS),
            sequence.slot(op.gatesSlot()),
            sequence.slot(INNER),
            s,
            sequence.stateBefore(0),
            sequence.stateAfter(0),
            weights.bias(),
            op.gate().function(),
            op.candidate().function());
  }

  GRURows rows() {
    return m;
  }

  @Override
  public void step(RowSet rows) {
    sequence.state().forward(s, rows);
    if (sequence.reset().isEmpty()) {
      kernels.gruForward(m, rows);
    } else {
      kernels.gruResetForward(m, rows);
      sequence.reset().get().forward(s, rows);
      kernels.gruCandidateForward(m, rows);
    }
  }

  @Override
  public SequenceGradients.Cell backward(SequenceGradients gradients) {
    return new GRUBackward(this, sequence, gradients);
  }
}
