package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.ElementFunction;
import dev.rewind.core.kernels.Gathered;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** The steps of {@link SimpleRNNSequence} for one shard, on the way back. */
final class SimpleRNNShardGradients implements ShardGradients.CellGradients {
  private final SimpleRNNShard cell;
  private final SequenceShard shard;
  private final ShardGradients gradients;
  private final SequenceCall call;
  private final Kernels kernels;
  private final ElementFunction activation;
  private final TimeRows scratch;
  private final DMatrixRMaj seen;
  private final KernelGradient state;
  private final TimeRows da;

  SimpleRNNShardGradients(
      SimpleRNNSequence op, SimpleRNNShard cell, SequenceShard shard, ShardGradients gradients) {
    this.cell = cell;
    this.shard = shard;
    this.gradients = gradients;
    this.call = shard.call();
    this.kernels = call.kernels();
    this.activation = op.activation().function();
    int padded = kernels.padded(call.units());
    this.scratch = call.state().masks() > 0 ? shard.oneStep(padded) : gradients.da();
    this.da = gradients.da();
    this.seen = shard.roomToSee(call.state());
    this.state = new KernelGradient(call.state(), shard, gradients.dRecurrentKernel());
  }

  @Override
  public void stepBack(RowSet rows, int side) {
    TimeRows dh = gradients.states(side, 0);
    TimeRows dhPrev = gradients.states(1 - side, 0);
    kernels.simpleBackward(cell.a(), cell.after(), activation, dh, da, call.units(), rows);
    call.state().backward(da, scratch, shard.firstSample(), dhPrev, rows, false);
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
