package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Gathered;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.LSTMRows;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import java.util.List;
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
  private final KernelGradient state;
  private final LSTMRows.Gradients[] sides = new LSTMRows.Gradients[2];

  LSTMShardGradients(LSTMShard cell, SequenceShard shard, ShardGradients gradients) {
    this.cell = cell;
    this.shard = shard;
    this.gradients = gradients;
    this.call = shard.call();
    this.kernels = call.kernels();
    int padded = kernels.padded(call.units());
    this.scratch = call.state().masks() > 0 ? shard.oneStep(padded) : gradients.da();
    this.seen = shard.roomToSee(call.state());
    for (int side = 0; side < 2; side++) {
      TimeRows dc = gradients.states(side, 1);
      TimeRows dcPrev = gradients.states(1 - side, 1);
      TimeRows dh = gradients.states(side, 0);
      sides[side] = new LSTMRows.Gradients(dh, dc, dcPrev, gradients.da());
    }
    this.state = new KernelGradient(call.state(), shard, gradients.dRecurrentKernel());
  }

  @Override
  public void stepBack(RowSet rows, int side) {
    kernels.lstmBackward(cell.rows(), sides[side], rows);
    TimeRows dhPrev = gradients.states(1 - side, 0);
    call.state().backward(sides[side].da(), scratch, shard.firstSample(), dhPrev, rows, false);
  }

  @Override
  public void gather(RowSet rows, int at) {
    state.gather(shard.see(call.state(), cell.before(), seen, rows), rows, at);
  }

  @Override
  public void addRecurrentKernelGradient(List<Gathered> ds, int count) {
    state.add(ds, count);
  }
}
