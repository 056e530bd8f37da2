package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.mul;
import static dev.rewind.autograd.ops.Ops.sub;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.layers.activations.Activation;
import java.util.List;

/**
 * The steps of one call of a GRU cell, composed of ops. The blocks say which gates share a product.
 *
 * @param input blocks of the kernel
 * @param recurrent blocks of the recurrent kernel; without {@code resetAfter} the candidate has the
 *     last one to itself
 * @param resetAfter where the reset gate acts
 * @param gate activation of the gates
 * @param candidate activation of the candidate
 */
record GRUSteps(
    List<GateBlock> input,
    List<GateBlock> recurrent,
    boolean resetAfter,
    Activation gate,
    Activation candidate)
    implements RNNCell.Steps {

  private static final String Z = "gate z";
  private static final String R = "gate r";
  private static final String HH = "gate hh";
  private static final String H = "state h";

  /** What the gates are called in messages: update, reset, candidate. */
  static final List<String> GATES = List.of(Z, R, HH);

  /** The reset gate must be known before the candidate's product. */
  static final List<List<String>> CANDIDATE_APART = List.of(List.of(Z, R), List.of(HH));

  @Override
  public RNNCell.Step step(Variable x, List<Variable> states) {
    Tape tape = x.tape();
    Variable hPrev = states.get(0);
    List<Variable> xs = GateBlock.products(input, x);
    List<Variable> hs = GateBlock.products(resetAfter ? recurrent : allButLast(), hPrev);
    Variable z = tape.within(Z, () -> gate.apply(add(xs.get(0), hs.get(0))));
    Variable r = tape.within(R, () -> gate.apply(add(xs.get(1), hs.get(1))));
    Variable v = tape.within(HH, () -> mul(r, resetAfter ? hs.get(2) : hPrev));
    Variable inner = resetAfter ? v : last().products(v).get(0);
    Variable hh = tape.within(HH, () -> candidate.apply(add(xs.get(2), inner)));
    Variable h = tape.within(H, () -> add(hh, mul(z, sub(hPrev, hh)))); // z ⊙ hPrev + (1 − z) ⊙ hh
    return new RNNCell.Step(h, List.of(h));
  }

  private List<GateBlock> allButLast() {
    return recurrent.subList(0, recurrent.size() - 1);
  }

  private GateBlock last() {
    return recurrent.get(recurrent.size() - 1);
  }
}
