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
    this.scratch = shard.oneStep(kernels.padded(call.units()));
    this.da = gradients.da();
    int rows = shard.chunk() * shard.samples();
    this.seen = call.room().of(rows, Math.max(1, call.state().seenColumns()));
    this.state = new KernelGradient(kernels, call.state(), call.room(), rows);
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
    TimeRows room = shard.ofChunk(seen);
    state.gather(call.state().see(cell.before(), room, shard.firstSample(), rows), rows, at);
  }

  @Override
  public void addRecurrentKernelGradient(DMatrixRMaj du, List<Gathered> ds, int count) {
    state.addTo(du, ds, count);
  }
}
