package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.GRURows;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;

/** The steps of {@link GRUSequence} for one shard. */
final class GRUShard implements SequenceShard.Cell {
  private static final int INNER = SequenceOp.ARGUMENTS + 1;

  private final GRUSequence op;
  private final SequenceCall call;
  private final Kernels kernels;
  private final int firstSample;
  private final TimeRows s;
  private final TimeRows seenState;
  private final TimeRows seenReset;
  private GRURows m;

  GRUShard(GRUSequence op, SequenceCall call, SequenceShard shard) {
    this.op = op;
    this.call = call;
    this.kernels = call.kernels();
    this.firstSample = shard.firstSample();
    this.s = shard.oneStep(op.columns(kernels, call.units()));
    this.seenState = shard.oneStepToSee(call.state());
    this.seenReset = call.reset().map(shard::oneStepToSee).orElse(s);
    this.m = rows(s, s, s, s);
  }

  @Override
  public void enter(SequenceShard shard) {
    TimeRows gates = shard.memory(op.gatesSlot());
    TimeRows a = shard.memory(SequenceOp.ARGUMENTS);
    m = rows(a, gates, shard.memory(INNER), shard.before(0));
  }

  private GRURows rows(TimeRows a, TimeRows gates, TimeRows inner, TimeRows before) {
    return new GRURows(
        call.units(),
        a,
        gates,
        inner,
        s,
        before,
        before.next(),
        call.bias(),
        op.gate().function(),
        op.candidate().function());
  }

  GRURows rows() {
    return m;
  }

  @Override
  public void step(RowSet rows) {
    call.state().forward(call.state().see(m.before(), seenState, firstSample, rows), s, rows);
    if (op.resetAfter()) {
      kernels.gruForward(m, rows);
    } else {
      GateProduct reset = call.reset().orElseThrow();
      kernels.gruResetForward(m, rows);
      reset.forward(reset.see(m.inner(), seenReset, firstSample, rows), s, rows);
      kernels.gruCandidateForward(m, rows);
    }
  }
}
