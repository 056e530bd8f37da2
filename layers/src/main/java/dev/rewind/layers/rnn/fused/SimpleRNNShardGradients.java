package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.ElementFunction;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
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
  private TimeRows da;

  SimpleRNNShardGradients(
      SimpleRNNSequence op, SimpleRNNShard cell, SequenceShard shard, ShardGradients gradients) {
    this.cell = cell;
    this.shard = shard;
    this.gradients = gradients;
    this.call = shard.call();
    this.kernels = call.kernels();
    this.activation = op.activation().function();
    this.scratch = shard.oneStep(kernels.padded(call.units()));
    this.da = scratch;
    int rows = shard.chunk() * shard.samples();
    this.seen = call.room().of(rows, Math.max(1, call.state().seenColumns()));
  }

  @Override
  public void enter() {
    da = gradients.da();
  }

  @Override
  public void stepBack(RowSet rows, int side) {
    TimeRows dh = gradients.states(side, 0);
    TimeRows dhPrev = gradients.states(1 - side, 0);
    kernels.simpleBackward(cell.a(), cell.after(), activation, dh, da, call.units(), rows);
    call.state().backward(da, scratch, shard.firstSample(), dhPrev, rows, false);
  }

  @Override
  public void addRecurrentKernelGradient(RowSet rows, DMatrixRMaj du, DMatrixRMaj outer) {
    TimeRows v = call.state().see(cell.before(), shard.ofChunk(seen), shard.firstSample(), rows);
    call.state().addKernelGradient(v, gradients.da(), du, rows, outer);
  }
}
