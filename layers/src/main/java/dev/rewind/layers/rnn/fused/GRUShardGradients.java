package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.GRURows;
import dev.rewind.core.kernels.Gathered;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/** The steps of {@link GRUSequence} for one shard, on the way back. */
final class GRUShardGradients implements ShardGradients.CellGradients {
  private final GRUShard cell;
  private final SequenceShard shard;
  private final SequenceCall call;
  private final Kernels kernels;
  private final TimeRows dInner;
  private final TimeRows scratch;
  private final DMatrixRMaj seenState;
  private final DMatrixRMaj seenReset;
  private final KernelGradient state;
  private final Optional<KernelGradient> reset;
  private final GRURows.Gradients[] sides = new GRURows.Gradients[2];

  GRUShardGradients(GRUShard cell, SequenceShard shard, ShardGradients gradients) {
    this.cell = cell;
    this.shard = shard;
    this.call = shard.call();
    this.kernels = call.kernels();
    int padded = kernels.padded(call.units());
    TimeRows none = gradients.da();
    this.dInner = call.reset().isPresent() ? shard.oneStep(padded) : none;
    boolean drops = call.state().masks() > 0 || call.reset().isPresent();
    this.scratch = drops ? shard.oneStep(padded) : none;
    this.seenState = shard.roomToSee(call.state());
    this.seenReset = call.reset().map(shard::roomToSee).orElse(seenState);
    this.state = new KernelGradient(call.state(), shard, gradients.dRecurrentKernel());
    for (int side = 0; side < 2; side++) {
      TimeRows dh = gradients.states(side, 0);
      TimeRows dhPrev = gradients.states(1 - side, 0);
      sides[side] = new GRURows.Gradients(dh, dhPrev, gradients.da(), dInner);
    }
    this.reset = call.reset().map(p -> new KernelGradient(p, shard, gradients.dRecurrentKernel()));
  }

  @Override
  public void stepBack(RowSet rows, int side) {
    GRURows m = cell.rows();
    GRURows.Gradients d = sides[side];
    int first = shard.firstSample();
    if (call.reset().isEmpty()) {
      kernels.gruBackward(m, d, rows);
    } else {
      kernels.gruCandidateBackward(m, d, rows);
      call.reset().get().backward(d.da(), scratch, first, dInner, rows, false);
      kernels.gruResetBackward(m, d, rows);
    }
    call.state().backward(d.da(), scratch, first, d.dhPrev(), rows, true);
  }

  @Override
  public void gather(RowSet rows, int at) {
    GRURows m = cell.rows();
    state.gather(shard.see(call.state(), m.before(), seenState, rows), rows, at);
    if (reset.isPresent()) {
      GateProduct product = call.reset().orElseThrow();
      reset.get().gather(shard.see(product, m.inner(), seenReset, rows), rows, at);
    }
  }

  @Override
  public void addRecurrentKernelGradient(List<Gathered> ds, int count) {
    state.add(ds, count);
    if (reset.isPresent()) {
      reset.get().add(ds, count);
    }
  }
}
