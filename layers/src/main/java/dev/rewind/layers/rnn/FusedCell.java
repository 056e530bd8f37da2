package dev.rewind.layers.rnn;

import dev.rewind.autograd.Variable;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.rnn.fused.CellStream;
import dev.rewind.layers.rnn.fused.SequenceSteps;
import java.util.List;

/**
 * A cell that can compute a whole sequence as one op, with backpropagation through time derived by
 * hand. Values and gradients are those of the composed form, {@link Recurrence}. The first state is
 * the output.
 */
interface FusedCell extends RNNCell {

  /** Whether the op covers this cell's configuration. */
  boolean canFuse();

  /**
   * All states at all steps, as {@link SequenceSteps} stores them. Only if {@link #canFuse}.
   *
   * @param x {@code [timesteps·batch, features]}
   * @param initialStates each {@code [batch, size]}
   */
  Variable states(
      CallContext context, Variable x, List<Variable> initialStates, SequenceSteps steps);

  /** The cell as it is now, for steps that come one by one. Only if {@link #canFuse}. */
  CellStream stream(Kernels kernels);
}
