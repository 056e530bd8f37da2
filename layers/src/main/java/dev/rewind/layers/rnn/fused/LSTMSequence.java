package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.Kernels;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

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
 * <p>and after all steps, one product each:
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

  /** What backward sees again: of all steps or of one, a row per sample. */
  private record Memory(
      Block hPrev, Block h, Block cPrev, Block c, Block kc, Block a, Block gates, Block seen) {
    Memory at(SequenceSteps steps, int t) {
      return new Memory(
          steps.at(hPrev, t),
          steps.at(h, t),
          steps.at(cPrev, t),
          steps.at(c, t),
          steps.at(kc, t),
          steps.at(a, t),
          steps.at(gates, t),
          steps.at(seen, t));
    }
  }

  private Memory memory(DMatrixRMaj states, SavedMatrices saved) {
    Block hPrev = steps.before(states, 0);
    Block a = arguments(hPrev, saved);
    Block kc = saved.block(SavedMatrices.INNER, hPrev.rows(), hPrev.columns());
    Block seen = stateProduct(hPrev.columns()).seen(hPrev, SavedMatrices.SEEN_STATE, saved);
    return new Memory(
        hPrev,
        steps.after(states, 0),
        steps.before(states, 1),
        steps.after(states, 1),
        kc,
        a,
        gates(a, saved),
        seen);
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    Memory all = memory(forward.output(), SavedMatrices.of(forward));
    projectInput(kernels, forward, all.a());
    Block u = Block.of(forward.input(RECURRENT_KERNEL));
    Block s = Block.of(forward.scratch(new Shape(steps.batch(), u.columns())));
    steps.forward(
        kernels,
        List.of(forward.input(STATE), forward.input(STATE + 1)),
        forward.output(),
        t -> step(kernels, all.at(steps, t), u, s));
  }

  private void step(Kernels kernels, Memory m, Block u, Block s) {
    stateProduct(u.rows()).forward(kernels, m.hPrev(), m.seen(), u, s);
    kernels.add(m.a(), s, m.a());
    gate.apply(kernels, inputAndForget(m.a()), inputAndForget(m.gates()));
    activation.apply(kernels, g(m.a()), g(m.gates()));
    gate.apply(kernels, o(m.a()), o(m.gates()));
    kernels.multiplyElements(f(m.gates()), m.cPrev(), m.c()); // c = f ⊙ cPrev + i ⊙ g
    kernels.addProduct(i(m.gates()), g(m.gates()), m.c());
    activation.apply(kernels, m.c(), m.kc()); // h = o ⊙ k(c)
    kernels.multiplyElements(o(m.gates()), m.kc(), m.h());
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
        (t, d, dPrev) -> {
          Memory m = all.at(steps, t);
          stepBack(kernels, m, d.get(0), d.get(1), steps.at(da, t), scratch, dPrev.get(1));
          stateProduct(u.rows()).backward(kernels, steps.at(da, t), u, scratch, dPrev.get(0));
        });
    addInputGradients(kernels, backward, da);
    addRecurrentKernelGradient(kernels, backward, all.seen(), da);
  }

  private void stepBack(
      Kernels kernels, Memory m, Block dh, Block dc, Block da, Block scratch, Block dcPrev) {
    kernels.multiplyElements(dh, m.kc(), o(da)); // h = o ⊙ k(c)
    kernels.multiplyElements(dh, o(m.gates()), scratch);
    activation.multiplyDerivative(kernels, m.c(), m.kc(), scratch);
    kernels.add(dc, scratch, dc);
    kernels.multiplyElements(dc, g(m.gates()), i(da)); // c = f ⊙ cPrev + i ⊙ g
    kernels.multiplyElements(dc, m.cPrev(), f(da));
    kernels.multiplyElements(dc, i(m.gates()), g(da));
    kernels.addProduct(dc, f(m.gates()), dcPrev);
    gate.multiplyDerivative(
        kernels, inputAndForget(m.a()), inputAndForget(m.gates()), inputAndForget(da));
    activation.multiplyDerivative(kernels, g(m.a()), g(m.gates()), g(da));
    gate.multiplyDerivative(kernels, o(m.a()), o(m.gates()), o(da));
  }

  private static Block i(Block gates) {
    return some(gates, 0, 1);
  }

  private static Block f(Block gates) {
    return some(gates, 1, 2);
  }

  private static Block inputAndForget(Block gates) {
    return some(gates, 0, 2);
  }

  private static Block g(Block gates) {
    return some(gates, 2, 3);
  }

  private static Block o(Block gates) {
    return some(gates, 3, 4);
  }

  private static Block some(Block gates, int from, int to) {
    int units = gates.columns() / 4;
    return gates.columns(from * units, to * units);
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
  public List<ElementwiseOp> activations() {
    return List.of(gate, activation);
  }
}
