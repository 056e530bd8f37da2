package dev.rewind.layers.rnn;

import dev.rewind.autograd.Variable;
import dev.rewind.core.Shape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DropoutSource.Kind;
import dev.rewind.layers.DropoutSource.Request;
import java.util.ArrayList;
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
record DropoutMasks(List<Variable> input, List<Variable> recurrent) {

  /**
   * Draws masks.
   *
   * @param context the call; none are drawn outside of training
   * @param owner name of the cell
   * @param kind what the masks multiply
   * @param count how many: 1, or one per gate
   * @param shape {@code [batch, features]} or {@code [batch, units]}
   * @param rate the fraction that is dropped, in [0, 1]; none are drawn for 0, nor, as in Keras'
   *     cells, for 1
   * @return that many masks, or none
   */
  static List<Variable> draw(
      CallContext context, String owner, Kind kind, int count, Shape shape, double rate) {
    List<Variable> masks = new ArrayList<>();
    if (context.training() && rate > 0 && rate < 1) {
      for (int gate = 0; gate < count; gate++) {
        Request request = new Request(owner, kind, gate, shape, rate);
        masks.add(context.tape().constant(context.dropout().mask(request)));
      }
    }
    return masks;
  }
}
