package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.GRURows;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import java.util.Optional;

/** The steps of {@link GRUSequence} on the way back. */
final class GRUBackward implements SequenceGradients.Cell {
  private final GRURows m;
  private final Kernels kernels;
  private final GateProduct state;
  private final Optional<GateProduct> reset;
  private final TimeRows dInner;
  private final TimeRows scratch;
  private final GRURows.Gradients[] sides = new GRURows.Gradients[2];

  GRUBackward(GRUForward cell, SequenceRows sequence, SequenceGradients gradients) {
    SequenceWeights weights = sequence.weights();
    this.m = cell.rows();
    this.kernels = weights.kernels();
    this.state = weights.state();
    this.reset = weights.reset();
    int padded = kernels.padded(weights.units());
    TimeRows none = gradients.da();
    this.dInner = reset.isPresent() ? sequence.oneStep(padded) : none;
    this.scratch = state.masks() > 0 ? sequence.oneStep(padded) : none;
    for (int side = 0; side < 2; side++) {
      TimeRows dh = gradients.states(side, 0);
      TimeRows dhPrev = gradients.states(1 - side, 0);
      sides[side] = new GRURows.Gradients(dh, dhPrev, gradients.da(), dInner);
    }
  }

  @Override
  public void stepBack(RowSet rows, int side) {
    GRURows.Gradients d = sides[side];
    if (reset.isEmpty()) {
      kernels.gruBackward(m, d, rows);
    } else {
      kernels.gruCandidateBackward(m, d, rows);
      reset.get().backward(d.da(), scratch, dInner, rows, false);
      kernels.gruResetBackward(m, d, rows);
    }
    state.backward(d.da(), scratch, d.dhPrev(), rows, true);
  }
}
