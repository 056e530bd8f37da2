package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.LSTMRows;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;

/** The steps of {@link LSTMSequence}. */
final class LSTMForward implements SequenceRows.Cell {
  private static final int ACTIVATED_CARRY = SequenceOp.ARGUMENTS + 1;

  private final SequenceRows sequence;
  private final Kernels kernels;
  private final TimeRows s;
  private final LSTMRows m;

  LSTMForward(LSTMSequence op, SequenceRows sequence) {
    SequenceWeights weights = sequence.weights();
    this.sequence = sequence;
    this.kernels = weights.kernels();
    this.s = sequence.oneStep(op.columns(kernels, weights.units()));
    this.m =
        new LSTMRows(
            weights.units(),
            sequence.slot(SequenceOp.ARGUMENTS),
            sequence.slot(op.gatesSlot()),
            sequence.slot(ACTIVATED_CARRY),
            s,
            sequence.stateAfter(0),
            sequence.stateBefore(1),
            sequence.stateAfter(1),
            weights.bias(),
            op.gate().function(),
            op.activation().function());
  }

  LSTMRows rows() {
    return m;
  }

  @Override
  public void step(RowSet rows) {
    sequence.state().forward(s, rows);
    kernels.lstmForward(m, rows);
  }

  @Override
  public SequenceGradients.Cell backward(SequenceGradients gradients) {
    return new LSTMBackward(this, sequence, gradients);
  }
}
