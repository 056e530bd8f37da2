package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.LSTMRows;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;

/** The steps of {@link LSTMSequence} on the way back. */
final class LSTMBackward implements SequenceGradients.Cell {
  private final LSTMRows m;
  private final SequenceGradients gradients;
  private final Kernels kernels;
  private final GateProduct state;
  private final TimeRows scratch;
  private final LSTMRows.Gradients[] sides = new LSTMRows.Gradients[2];

  LSTMBackward(LSTMForward cell, SequenceRows sequence, SequenceGradients gradients) {
    SequenceWeights weights = sequence.weights();
    this.m = cell.rows();
    this.gradients = gradients;
    this.kernels = weights.kernels();
    this.state = weights.state();
    int padded = kernels.padded(weights.units());
    this.scratch = state.masks() > 0 ? sequence.oneStep(padded) : gradients.da();
    for (int side = 0; side < 2; side++) {
      TimeRows dc = gradients.states(side, 1);
      TimeRows dcPrev = gradients.states(1 - side, 1);
      TimeRows dh = gradients.states(side, 0);
      sides[side] = new LSTMRows.Gradients(dh, dc, dcPrev, gradients.da());
    }
  }

  @Override
  public void stepBack(RowSet rows, int side) {
    kernels.lstmBackward(m, sides[side], rows);
    state.backward(gradients.da(), scratch, gradients.states(1 - side, 0), rows, false);
  }
}
