package dev.rewind.layers.rnn;

import dev.rewind.autograd.Variable;
import dev.rewind.layers.rnn.fused.SequenceDropout;
import java.util.List;

/**
 * The dropout masks of a recurrent cell for one call. Drawn once, used at every time step: Keras'
 * cached masks, without a cache.
 *
 * <pre>
 *   time step      0      1      2      3
 *   input          x₀⊙m   x₁⊙m   x₂⊙m   x₃⊙m      the same m at each
 *   state          h₋₁⊙n  h₀⊙n   h₁⊙n   h₂⊙n      the same n at each
 * </pre>
 *
 * <p><b>Source</b>: Gal and Ghahramani, "A theoretically grounded application of dropout in
 * recurrent neural networks", 2016; {@code keras/src/layers/rnn/dropout_rnn_cell.py}, Keras 3.15.1.
 *
 * @param input none, one for all gates, or one per gate; each {@code [batch, features]}
 * @param recurrent none, one for all gates, or one per gate; each {@code [batch, units]}
 */
public record DropoutMasks(List<Variable> input, List<Variable> recurrent) {
  /** No masks, for calls without dropout. */
  public static final DropoutMasks NONE = new DropoutMasks(List.of(), List.of());

  /**
   * Copies the lists.
   *
   * @param input masks of the inputs
   * @param recurrent masks of the previous state
   */
  public DropoutMasks {
    input = List.copyOf(input);
    recurrent = List.copyOf(recurrent);
  }

  /** The same masks for a sequence op. */
  SequenceDropout matrices() {
    if (input.isEmpty() && recurrent.isEmpty()) {
      return SequenceDropout.NONE;
    }
    return new SequenceDropout(
        input.stream().map(Variable::value).toList(),
        recurrent.stream().map(Variable::value).toList());
  }
}
