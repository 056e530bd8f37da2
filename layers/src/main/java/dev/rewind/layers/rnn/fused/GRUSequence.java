package dev.rewind.layers.rnn.fused;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.core.kernels.GRUKernels;
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
 * <p>and over all steps, one product each for some hundred rows at a time:
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
  /* Where the gradients of z, r and the candidate are among those that dGates counts. */
  private static final GateLayout HZR = GateLayout.of(0, 1, 2, 0);
  private static final GateLayout ZRH = GateLayout.of(0, 0, 1, 2);
  private static final GateLayout ZRS = GateLayout.of(0, 1, 2, 3);
  private static final GateLayout ZR = GateLayout.of(0, 0, 1);
  private static final Optional<GateLayout> H = Optional.of(GateLayout.of(2, 2));

  @Override
  public SequenceRows.Cell newCell(SequenceRows sequence) {
    return new GRUForward(this, sequence);
  }

  @Override
  public int inner() {
    return 1;
  }

  /** With resetAfter the gradients are {@code [dah | daz | dar | dah ⊙ r]}. */
  @Override
  public int dGates() {
    return resetAfter ? 4 : 3;
  }

  @Override
  public GateLayout inputLayout() {
    return resetAfter ? HZR : ZRH;
  }

  /** Of all gates with resetAfter, else of z and r. */
  @Override
  public GateLayout stateLayout() {
    return resetAfter ? ZRS : ZR;
  }

  /** Of the candidate with {@code r ⊙ hPrev}, without resetAfter. */
  @Override
  public Optional<GateLayout> resetLayout() {
    return resetAfter ? Optional.empty() : H;
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
  public void fillBias(DMatrixRMaj bias, DMatrixRMaj row) {
    GRUKernels.fillBias(bias, row);
  }

  @Override
  public void addBiasGradient(DMatrixRMaj dArguments, DMatrixRMaj dBias) {
    GRUKernels.addBiasGradient(dArguments, dBias);
  }

  @Override
  public boolean keepsArguments() {
    return gate.keep().inputs() || candidate.keep().inputs();
  }
}
