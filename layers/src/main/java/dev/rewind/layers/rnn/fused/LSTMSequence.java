package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.ElementwiseOp;

/**
 * An LSTM over a whole sequence, with backpropagation through time.
 *
 * <pre>
 *   [ai | af | ag | ao] = x·W + b          at all steps at once
 *   [si | sf | sg | so] = hPrev·U
 *
 *   i = σ(ai + si)                         input gate
 *   f = σ(af + sf)                         forget gate
 *   g = k(ag + sg)                         candidate
 *   o = σ(ao + so)                         output gate
 *   c = f ⊙ cPrev + i ⊙ g
 *   h = o ⊙ k(c)
 * </pre>
 *
 * <p>Backward, step by step from the last one, with dh and dc the gradients of h and c from the
 * output and from the step after:
 *
 * <pre>
 *   dao = dh ⊙ k(c) ⊙ σ′
 *   dc  = dc + dh ⊙ o ⊙ k′(c)
 *   dai = dc ⊙ g ⊙ σ′
 *   daf = dc ⊙ cPrev ⊙ σ′
 *   dag = dc ⊙ i ⊙ k′
 *
 *   dcPrev = dc ⊙ f
 *   dhPrev = da·Uᵀ
 * </pre>
 *
 * <p>and over all steps, one product each for some hundred rows at a time:
 *
 * <pre>
 *   dx = da·Wᵀ,  dW = xᵀ·da,  db = Σ da
 *   dU = hPrevᵀ·da
 * </pre>
 *
 * <p>With dropout, each gate sees x and hPrev through its masks; cPrev is never dropped. Where a
 * step is masked, h = hPrev and c = cPrev.
 *
 * <p><b>Shapes</b>: x {@code [timesteps·batch, features]}, kernel W {@code [features, 4·units]},
 * recurrent kernel U {@code [units, 4·units]}, initial states h and c {@code [batch, units]}, and
 * perhaps a bias {@code [1, 4·units]}; the columns in the order i, f, g, o. The result is the
 * states {@code [2·(timesteps + 1)·batch, units]}, h above c, as {@link SequenceSteps} says.
 *
 * <p><b>Source</b>: Hochreiter and Schmidhuber, "Long short-term memory", 1997, with the forget
 * gate of Gers, Schmidhuber and Cummins, "Learning to forget", 2000; {@code
 * keras/src/layers/rnn/lstm.py}, Keras 3.15.1.
 *
 * @param steps the order of the steps, and the mask
 * @param dropout dropout masks
 * @param gate σ
 * @param activation k
 */
public record LSTMSequence(
    SequenceSteps steps, SequenceDropout dropout, ElementwiseOp gate, ElementwiseOp activation)
    implements SequenceOp {
  private static final GateLayout GATES = GateLayout.inOrder(0, 4);

  @Override
  public SequenceRows.Cell newCell(SequenceRows sequence) {
    return new LSTMForward(this, sequence);
  }

  @Override
  public GateLayout inputLayout() {
    return GATES;
  }

  @Override
  public GateLayout stateLayout() {
    return GATES;
  }

  @Override
  public int inner() {
    return 1;
  }

  @Override
  public String name() {
    return "LSTM sequence";
  }

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public boolean keepsArguments() {
    return gate.keep().inputs() || activation.keep().inputs();
  }
}
