package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.LSTMRows;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import org.ejml.data.DMatrixRMaj;

/** The steps of {@link LSTMSequence} for one shard, on the way back. */
final class LSTMShardGradients implements ShardGradients.CellGradients {
  private final LSTMShard cell;
  private final SequenceShard shard;
  private final ShardGradients gradients;
  private final SequenceCall call;
  private final Kernels kernels;
  private final TimeRows scratch;
  private final DMatrixRMaj seen;
  private final LSTMRows.Gradients[] sides = new LSTMRows.Gradients[2];

  LSTMShardGradients(LSTMShard cell, SequenceShard shard, ShardGradients gradients) {
    this.cell = cell;
    this.shard = shard;
    this.gradients = gradients;
    this.call = shard.call();
    this.kernels = call.kernels();
    this.scratch = shard.oneStep(kernels.padded(call.units()));
    int rows = shard.chunk() * shard.samples();
    this.seen = call.room().of(rows, Math.max(1, call.state().seenColumns()));
  }

  @Override
  public void enter() {
    TimeRows da = gradients.da();
    for (int side = 0; side < 2; side++) {
      TimeRows dc = gradients.states(side, 1);
      TimeRows dcPrev = gradients.states(1 - side, 1);
      sides[side] = new LSTMRows.Gradients(gradients.states(side, 0), dc, dcPrev, da);
    }
  }

  @Override
  public void stepBack(RowSet rows, int side) {
    kernels.lstmBackward(cell.rows(), sides[side], rows);
    TimeRows dhPrev = gradients.states(1 - side, 0);
    call.state().backward(sides[side].da(), scratch, shard.firstSample(), dhPrev, rows, false);
  }

  @Override
  public void addRecurrentKernelGradient(RowSet rows, DMatrixRMaj du, DMatrixRMaj outer) {
    TimeRows v = call.state().see(cell.before(), shard.ofChunk(seen), shard.firstSample(), rows);
    call.state().addKernelGradient(v, gradients.da(), du, rows, outer);
  }
}
