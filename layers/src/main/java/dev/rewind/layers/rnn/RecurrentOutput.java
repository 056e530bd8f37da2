package dev.rewind.layers.rnn;

import dev.rewind.autograd.Variable;
import dev.rewind.layers.Sequence;
import java.util.List;

/**
 * What a recurrent layer gives.
 *
 * @param output the outputs of all steps, or of the last one
 * @param states the states after the last step, each {@code [batch, size]}
 */
public record RecurrentOutput(Sequence output, List<Variable> states) {
  /**
   * Copies the list of states.
   *
   * @param output the output
   * @param states the states
   */
  public RecurrentOutput {
    states = List.copyOf(states);
  }
}
