package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.ElementwiseOp;

/**
 * A SimpleRNN over a whole sequence, with backpropagation through time.
 *
 * <pre>
 *   a = x·W + b              at all steps at once
 *   h = f(a + hPrev·U)
 * </pre>
 *
 * <p>Backward, step by step from the last one, with dh the gradient of h from its output and from
 * the step after:
 *
 * <pre>
 *   da     = dh ⊙ f′
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
 * <p>With dropout, x and hPrev are seen through their masks. Where a step is masked, h = hPrev.
 *
 * <p><b>Shapes</b>: x {@code [timesteps·batch, features]}, kernel W {@code [features, units]},
 * recurrent kernel U {@code [units, units]}, initial state {@code [batch, units]}, and perhaps a
 * bias {@code [1, units]}. The result is the states {@code [(timesteps + 1)·batch, units]} as
 * {@link SequenceSteps} says.
 *
 * <p><b>Source</b>: {@code keras/src/layers/rnn/simple_rnn.py}, Keras 3.15.1.
 *
 * @param steps the order of the steps, and the mask
 * @param dropout dropout masks, at most one each
 * @param activation f
 */
public record SimpleRNNSequence(
    SequenceSteps steps, SequenceDropout dropout, ElementwiseOp activation) implements SequenceOp {
  private static final GateLayout GATES = GateLayout.inOrder(0, 1);

  @Override
  public SequenceRows.Cell newCell(SequenceRows sequence) {
    return new SimpleRNNForward(this, sequence);
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
  public String name() {
    return "SimpleRNN sequence";
  }

  @Override
  public int gates() {
    return 1;
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public boolean keepsArguments() {
    return activation.keep().inputs();
  }
}
