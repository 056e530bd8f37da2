package dev.rewind.layers.rnn;

import dev.rewind.autograd.Variable;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Sequence;
import java.util.List;

/**
 * A cell that can compute a whole sequence as one op, with backpropagation through time derived by
 * hand. Values and gradients are those of the composed form, {@link Recurrence}.
 */
interface FusedCell extends RNNCell {

  /** Whether the op covers this cell's configuration. */
  boolean canFuse();

  /** Output and last states, as {@link Recurrence#run} gives them. Only if {@link #canFuse}. */
  RecurrentOutput runFused(
      CallContext context, Sequence input, List<Variable> initialStates, RecurrentForm form);
}
