package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.Kernels;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

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
 * <p>and after all steps, one product each:
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

  /** What backward sees again: of all steps or of one, a row per sample. */
  private record Memory(Block hPrev, Block h, Block a, Block f, Block seen) {
    Memory at(SequenceSteps steps, int t) {
      return new Memory(
          steps.at(hPrev, t), steps.at(h, t), steps.at(a, t), steps.at(f, t), steps.at(seen, t));
    }
  }

  private Memory memory(DMatrixRMaj states, SavedMatrices saved) {
    Block hPrev = steps.before(states, 0);
    Block a = arguments(hPrev, saved);
    Block seen = stateProduct(hPrev.columns()).seen(hPrev, SavedMatrices.SEEN_STATE, saved);
    return new Memory(hPrev, steps.after(states, 0), a, gates(a, saved), seen);
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    Memory all = memory(forward.output(), SavedMatrices.of(forward));
    projectInput(kernels, forward, all.a());
    Block u = Block.of(forward.input(RECURRENT_KERNEL));
    Block s = Block.of(forward.scratch(new Shape(steps.batch(), u.columns())));
    steps.forward(
        kernels,
        List.of(forward.input(STATE)),
        forward.output(),
        t -> step(kernels, all.at(steps, t), u, s));
  }

  private void step(Kernels kernels, Memory m, Block u, Block s) {
    stateProduct(u.rows()).forward(kernels, m.hPrev(), m.seen(), u, s);
    kernels.add(m.a(), s, m.a());
    activation.apply(kernels, m.a(), m.f());
    kernels.copy(m.f(), m.h());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    Memory all = memory(backward.output(), SavedMatrices.of(backward));
    Block da = Block.of(backward.scratch(new Shape(steps.rows(), all.a().columns())));
    Block scratch = Block.of(backward.scratch(backward.inputShape(STATE)));
    Block u = Block.of(backward.input(RECURRENT_KERNEL));
    steps.backward(
        kernels,
        backward,
        STATE,
        states(),
        (t, d, dPrev) ->
            stepBack(
                kernels, all.at(steps, t), u, d.get(0), steps.at(da, t), scratch, dPrev.get(0)));
    addInputGradients(kernels, backward, da);
    addRecurrentKernelGradient(kernels, backward, all.seen(), da);
  }

  private void stepBack(
      Kernels kernels, Memory m, Block u, Block dh, Block da, Block scratch, Block dhPrev) {
    kernels.copy(dh, da);
    activation.multiplyDerivative(kernels, m.a(), m.f(), da);
    stateProduct(u.rows()).backward(kernels, da, u, scratch, dhPrev);
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
  public List<ElementwiseOp> activations() {
    return List.of(activation);
  }
}
