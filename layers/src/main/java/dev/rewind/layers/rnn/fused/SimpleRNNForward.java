package dev.rewind.layers.rnn.fused;

import dev.rewind.core.kernels.ElementFunction;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.core.kernels.RowSet;
import dev.rewind.core.kernels.TimeRows;

/** The steps of {@link SimpleRNNSequence}. */
final class SimpleRNNForward implements SequenceRows.Cell {
  private final SequenceRows sequence;
  private final Kernels kernels;
  private final ElementFunction activation;
  private final TimeRows s;
  private final TimeRows a;
  private final TimeRows after;

  SimpleRNNForward(SimpleRNNSequence op, SequenceRows sequence) {
    SequenceWeights weights = sequence.weights();
    this.sequence = sequence;
    this.kernels = weights.kernels();
    this.activation = op.activation().function();
    this.s = sequence.oneStep(op.columns(kernels, weights.units()));
    this.a = sequence.slot(SequenceOp.ARGUMENTS);
    this.after = sequence.stateAfter(0);
  }

  ElementFunction activation() {
    return activation;
  }

  TimeRows a() {
    return a;
  }

  TimeRows after() {
    return after;
  }

  @Override
  public void step(RowSet rows) {
    sequence.state().forward(s, rows);
    kernels.simpleForward(a, s, sequence.weights().bias(), activation, after, rows);
  }

  @Override
  public SequenceGradients.Cell backward(SequenceGradients gradients) {
    return new SimpleRNNBackward(this, sequence, gradients);
  }
}
