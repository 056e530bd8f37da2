package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.core.Shape;
import dev.rewind.core.kernels.Block;
import dev.rewind.core.kernels.Kernels;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * A GRU over a whole sequence, with backpropagation through time.
 *
 * <pre>
 *   [az | ar | ah] = x·W + b               at all steps at once
 *   [sz | sr | sh] = hPrev·U + c           sh only with resetAfter
 *
 *   z  = σ(az + sz)                        update
 *   r  = σ(ar + sr)                        reset
 *   hh = f(ah + i)                         candidate
 *   i  = r ⊙ sh                            with resetAfter
 *   i  = (r ⊙ hPrev)·Uh                    without
 *   h  = z ⊙ hPrev + (1 − z) ⊙ hh
 * </pre>
 *
 * <p>Backward, step by step from the last one, with dh the gradient of h from its output and from
 * the step after:
 *
 * <pre>
 *   dah = dh ⊙ (1 − z) ⊙ f′
 *   daz = dh ⊙ (hPrev − hh) ⊙ σ′
 *   dar = dah ⊙ sh ⊙ σ′                    with resetAfter
 *   dar = (dah·Uhᵀ) ⊙ hPrev ⊙ σ′           without
 *
 *   dhPrev = dh ⊙ z
 *          + [daz | dar | dah ⊙ r]·Uᵀ               with resetAfter
 *          + [daz | dar]·Uzrᵀ + (dah·Uhᵀ) ⊙ r       without
 * </pre>
 *
 * <p>and after all steps, one product each:
 *
 * <pre>
 *   dx = da·Wᵀ,  dW = xᵀ·da,  db = Σ da
 *   dU = hPrevᵀ·[daz | dar | dah ⊙ r],  dc = Σ [daz | dar | dah ⊙ r]        with resetAfter
 *   dUzr = hPrevᵀ·[daz | dar],  dUh = (r ⊙ hPrev)ᵀ·dah                      without
 * </pre>
 *
 * <p>With dropout, each gate sees x, and what is multiplied with U, through its mask; the hPrev in
 * the last line of the forward pass is never dropped. Where a step is masked, h = hPrev.
 *
 * <p><b>Shapes</b>: x {@code [timesteps·batch, features]}, kernel W {@code [features, 3·units]},
 * recurrent kernel U {@code [units, 3·units]}, initial state {@code [batch, units]}, and perhaps a
 * bias, with resetAfter {@code [2, 3·units]} (b, then c), else {@code [1, 3·units]}; the columns in
 * the order z, r, h. The result is the states {@code [(timesteps + 1)·batch, units]} as {@link
 * SequenceSteps} says.
 *
 * <p><b>Source</b>: Cho et al., "Learning phrase representations using RNN encoder–decoder",
 * arXiv:1406.1078, version 1 (resetAfter) and version 3 (not); {@code keras/src/layers/rnn/gru.py},
 * Keras 3.15.1.
 *
 * @param steps the order of the steps, and the mask
 * @param dropout dropout masks
 * @param resetAfter where the reset gate acts
 * @param gate σ
 * @param candidate f
 */
public record GRUSequence(
    SequenceSteps steps,
    SequenceDropout dropout,
    boolean resetAfter,
    ElementwiseOp gate,
    ElementwiseOp candidate)
    implements SequenceOp {

  /** What backward sees again: of all steps or of one, a row per sample. */
  private record Memory(
      Block hPrev, Block h, Block a, Block gates, Block seen, Block inner, Block seenInner) {
    Memory at(SequenceSteps steps, int t) {
      return new Memory(
          steps.at(hPrev, t),
          steps.at(h, t),
          steps.at(a, t),
          steps.at(gates, t),
          steps.at(seen, t),
          steps.at(inner, t),
          steps.at(seenInner, t));
    }
  }

  /** Gradients of a and s, and room of one step: of the gradient of r ⊙ hPrev, and for products. */
  private record Deltas(Block a, Block s, Block inner, Block scratch) {
    Deltas at(SequenceSteps steps, int t) {
      return new Deltas(steps.at(a, t), steps.at(s, t), inner, scratch);
    }
  }

  private Memory memory(DMatrixRMaj states, SavedMatrices saved) {
    int units = states.numCols;
    Block hPrev = steps.before(states, 0);
    Block a = arguments(hPrev, saved);
    Block seen = stateProduct(units).seen(hPrev, SavedMatrices.SEEN_STATE, saved);
    Block inner = saved.block(SavedMatrices.INNER, steps.rows(), units); // sh, or r ⊙ hPrev
    Block seenInner =
        resetAfter ? inner : resetProduct(units).seen(inner, SavedMatrices.SEEN_INNER, saved);
    return new Memory(hPrev, steps.after(states, 0), a, gates(a, saved), seen, inner, seenInner);
  }

  @Override
  public void forward(Kernels kernels, Forward forward) {
    Memory all = memory(forward.output(), SavedMatrices.of(forward));
    projectInput(kernels, forward, all.a());
    Block u = Block.of(forward.input(RECURRENT_KERNEL));
    Block s = Block.of(forward.scratch(new Shape(steps.batch(), u.columns())));
    Optional<Block> c =
        resetAfter && hasBias(forward.inputs())
            ? Optional.of(biasRow(forward, 1))
            : Optional.empty();
    steps.forward(
        kernels,
        List.of(forward.input(STATE)),
        forward.output(),
        t -> step(kernels, all.at(steps, t), u, c, s));
  }

  private void step(Kernels kernels, Memory m, Block u, Optional<Block> c, Block s) {
    stateProduct(u.rows()).forward(kernels, m.hPrev(), m.seen(), u, s);
    c.ifPresent(row -> kernels.add(s, row, s));
    kernels.add(zr(m.a()), zr(s), zr(m.a())); // z = σ(az + sz), r = σ(ar + sr)
    gate.apply(kernels, zr(m.a()), zr(m.gates()));
    if (resetAfter) {
      kernels.copy(h(s), m.inner()); // i = r ⊙ sh
      kernels.multiplyElements(r(m.gates()), m.inner(), h(s));
    } else {
      kernels.multiplyElements(r(m.gates()), m.hPrev(), m.inner()); // i = (r ⊙ hPrev)·Uh
      resetProduct(u.rows()).forward(kernels, m.inner(), m.seenInner(), u, s);
    }
    kernels.add(h(m.a()), h(s), h(m.a())); // hh = f(ah + i)
    candidate.apply(kernels, h(m.a()), h(m.gates()));
    kernels.interpolate(z(m.gates()), m.hPrev(), h(m.gates()), m.h());
  }

  @Override
  public void backward(Kernels kernels, Backward backward) {
    Memory all = memory(backward.output(), SavedMatrices.of(backward));
    Shape gates = new Shape(steps.rows(), all.a().columns());
    Shape state = backward.inputShape(STATE);
    Block da = Block.of(backward.scratch(gates));
    Block ds = resetAfter ? Block.of(backward.scratch(gates)) : da;
    Block dInner = Block.of(backward.scratch(state));
    Block scratch = Block.of(backward.scratch(state));
    Block u = Block.of(backward.input(RECURRENT_KERNEL));
    Deltas deltas = new Deltas(da, ds, dInner, scratch);
    steps.backward(
        kernels,
        backward,
        STATE,
        states(),
        (t, dh, dhPrev) ->
            stepBack(kernels, all.at(steps, t), u, dh.get(0), deltas.at(steps, t), dhPrev.get(0)));
    addInputGradients(kernels, backward, da);
    addRecurrentKernelGradient(kernels, backward, all.seen(), ds);
    if (resetAfter) {
      addBiasGradient(kernels, backward, 1, ds);
    } else if (backward.needs(RECURRENT_KERNEL)) {
      Block du = Block.of(backward.inputGradient(RECURRENT_KERNEL));
      resetProduct(u.rows()).addKernelGradient(kernels, all.seenInner(), da, du);
    }
  }

  private void stepBack(Kernels kernels, Memory m, Block u, Block dh, Deltas d, Block dhPrev) {
    kernels.addProduct(dh, z(m.gates()), dhPrev); // h = z ⊙ hPrev + (1 − z) ⊙ hh
    kernels.multiplyByRest(dh, z(m.gates()), h(d.a()));
    kernels.multiplyByDifference(dh, m.hPrev(), h(m.gates()), z(d.a()));
    candidate.multiplyDerivative(kernels, h(m.a()), h(m.gates()), h(d.a())); // hh = f(ah + i)
    if (resetAfter) {
      kernels.multiplyElements(h(d.a()), m.inner(), r(d.a())); // i = r ⊙ sh
      kernels.multiplyElements(h(d.a()), r(m.gates()), h(d.s()));
    } else {
      kernels.fill(0, d.inner()); // i = (r ⊙ hPrev)·Uh
      resetProduct(u.rows()).backward(kernels, d.a(), u, d.scratch(), d.inner());
      kernels.multiplyElements(d.inner(), m.hPrev(), r(d.a()));
      kernels.addProduct(d.inner(), r(m.gates()), dhPrev);
    }
    gate.multiplyDerivative(kernels, zr(m.a()), zr(m.gates()), zr(d.a())); // z = σ(az + sz), …
    if (resetAfter) {
      kernels.copy(zr(d.a()), zr(d.s()));
    }
    stateProduct(u.rows()).backward(kernels, d.s(), u, d.scratch(), dhPrev);
  }

  /** The product with hPrev: of all gates with resetAfter, else of z and r. */
  @Override
  public GateProduct stateProduct(int units) {
    List<DMatrixRMaj> masks = dropout.recurrent();
    return resetAfter
        ? new GateProduct(units, 0, 3, masks)
        : new GateProduct(units, 0, 2, masks.subList(0, Math.min(masks.size(), 2)));
  }

  /** The product of the candidate with r ⊙ hPrev, without resetAfter. */
  private GateProduct resetProduct(int units) {
    List<DMatrixRMaj> masks = dropout.recurrent();
    return new GateProduct(units, 2, 3, masks.subList(Math.max(masks.size() - 1, 0), masks.size()));
  }

  private static Block z(Block gates) {
    return gates.columns(0, gates.columns() / 3);
  }

  private static Block r(Block gates) {
    return gates.columns(gates.columns() / 3, gates.columns() / 3 * 2);
  }

  private static Block h(Block gates) {
    return gates.columns(gates.columns() / 3 * 2, gates.columns());
  }

  private static Block zr(Block gates) {
    return gates.columns(0, gates.columns() / 3 * 2);
  }

  @Override
  public String name() {
    return "GRU sequence";
  }

  @Override
  public int gates() {
    return 3;
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public int biasRows() {
    return resetAfter ? 2 : 1;
  }

  @Override
  public List<ElementwiseOp> activations() {
    return List.of(gate, candidate);
  }
}
