package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;

/** The steps of {@link SimpleRNNSequence} for one shard. */
final class SimpleRNNShard implements SequenceShard.Cell {
  private final SimpleRNNSequence op;
  private final SequenceCall call;
  private final Kernels kernels;
  private final int firstSample;
  private final TimeRows s;
  private final TimeRows seen;
  private TimeRows a;
  private TimeRows before;
  private TimeRows after;

  SimpleRNNShard(SimpleRNNSequence op, SequenceCall call, SequenceShard shard) {
    this.op = op;
    this.call = call;
    this.kernels = call.kernels();
    this.firstSample = shard.firstSample();
    this.s = shard.oneStep(op.columns(kernels, call.units()));
    this.seen = shard.oneStepToSee(call.state());
    this.a = s;
    this.before = s;
    this.after = s;
  }

  @Override
  public void enter(SequenceShard shard) {
    a = shard.memory(SequenceOp.ARGUMENTS);
    before = shard.before(0);
    after = before.next();
  }

  TimeRows a() {
    return a;
  }

  TimeRows before() {
    return before;
  }

  TimeRows after() {
    return after;
  }

  @Override
  public void step(RowSet rows) {
    call.state().forward(call.state().see(before, seen, firstSample, rows), s, rows);
    kernels.simpleForward(a, s, call.bias(), op.activation().function(), after, rows);
  }
}
