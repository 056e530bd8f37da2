package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.LSTMRows;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;

/** The steps of {@link LSTMSequence} for one shard. */
final class LSTMShard implements SequenceShard.Cell {
  private static final int ACTIVATED_CARRY = SequenceOp.ARGUMENTS + 1;

  private final LSTMSequence op;
  private final SequenceCall call;
  private final Kernels kernels;
  private final int firstSample;
  private final TimeRows s;
  private final TimeRows seen;
  private TimeRows before;
  private LSTMRows m;

  LSTMShard(LSTMSequence op, SequenceCall call, SequenceShard shard) {
    this.op = op;
    this.call = call;
    this.kernels = call.kernels();
    this.firstSample = shard.firstSample();
    this.s = shard.oneStep(op.columns(kernels, call.units()));
    this.seen = shard.oneStepToSee(call.state());
    this.before = s;
    this.m = rows(s, s, s, s);
  }

  @Override
  public void enter(SequenceShard shard) {
    before = shard.before(0);
    TimeRows a = shard.memory(SequenceOp.ARGUMENTS);
    TimeRows gates = shard.memory(op.gatesSlot());
    m = rows(a, gates, shard.memory(ACTIVATED_CARRY), shard.before(1));
  }

  private LSTMRows rows(TimeRows a, TimeRows gates, TimeRows kc, TimeRows cBefore) {
    return new LSTMRows(
        call.units(),
        a,
        gates,
        kc,
        s,
        before.next(),
        cBefore,
        cBefore.next(),
        call.bias(),
        op.gate().function(),
        op.activation().function());
  }

  LSTMRows rows() {
    return m;
  }

  /** The states h before the steps. */
  TimeRows before() {
    return before;
  }

  @Override
  public void step(RowSet rows) {
    call.state().forward(call.state().see(before, seen, firstSample, rows), s, rows);
    kernels.lstmForward(m, rows);
  }
}
