package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.add;
import static dev.rewind.autograd.ops.Ops.mul;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.layers.activations.Activation;
import java.util.List;

/**
 * The steps of one call of an LSTM cell, composed of ops. The blocks say which gates share a
 * product.
 *
 * @param input blocks of the kernel
 * @param recurrent blocks of the recurrent kernel
 * @param gate activation of the gates
 * @param activation activation of the candidate, and of the carry state on its way out
 */
record LSTMSteps(
    List<GateBlock> input, List<GateBlock> recurrent, Activation gate, Activation activation)
    implements RNNCell.Steps {

  private static final String I = "gate i";
  private static final String F = "gate f";
  private static final String C = "gate c";
  private static final String O = "gate o";
  private static final String CARRY = "state c";
  private static final String H = "state h";

  /** What the gates are called in messages: input, forget, candidate, output. */
  static final List<String> GATES = List.of(I, F, C, O);

  @Override
  public RNNCell.Step step(Variable x, List<Variable> states) {
    Tape tape = x.tape();
    Variable hPrev = states.get(0);
    Variable cPrev = states.get(1);
    List<Variable> xs = GateBlock.products(input, x);
    List<Variable> hs = GateBlock.products(recurrent, hPrev);
    Variable i = tape.within(I, () -> gate.apply(add(xs.get(0), hs.get(0))));
    Variable f = tape.within(F, () -> gate.apply(add(xs.get(1), hs.get(1))));
    Variable g = tape.within(C, () -> activation.apply(add(xs.get(2), hs.get(2))));
    Variable o = tape.within(O, () -> gate.apply(add(xs.get(3), hs.get(3))));
    Variable c = tape.within(CARRY, () -> add(mul(f, cPrev), mul(i, g)));
    Variable h = tape.within(H, () -> mul(o, activation.apply(c)));
    return new RNNCell.Step(h, List.of(h, c));
  }
}
