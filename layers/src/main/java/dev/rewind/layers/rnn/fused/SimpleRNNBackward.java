package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;

/** The steps of {@link SimpleRNNSequence} on the way back. */
final class SimpleRNNBackward implements SequenceGradients.Cell {
  private final SimpleRNNForward cell;
  private final SequenceGradients gradients;
  private final Kernels kernels;
  private final GateProduct state;
  private final TimeRows scratch;

  SimpleRNNBackward(SimpleRNNForward cell, SequenceRows sequence, SequenceGradients gradients) {
    SequenceWeights weights = sequence.weights();
    this.cell = cell;
    this.gradients = gradients;
    this.kernels = weights.kernels();
    this.state = weights.state();
    int padded = kernels.padded(weights.units());
    this.scratch = state.masks() > 0 ? sequence.oneStep(padded) : gradients.da();
  }

  @Override
  public void stepBack(RowSet rows, int side) {
    TimeRows dh = gradients.states(side, 0);
    TimeRows da = gradients.da();
    int units = state.units();
    kernels.simpleBackward(cell.a(), cell.after(), cell.activation(), dh, da, units, rows);
    state.backward(da, scratch, gradients.states(1 - side, 0), rows, false);
  }
}
