package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.add;

import dev.rewind.autograd.Op;
import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Weight;
import dev.rewind.layers.rnn.fused.SequenceSteps;
import dev.rewind.layers.rnn.fused.SimpleRNNSequence;
import java.util.List;
import java.util.Optional;

/** A SimpleRNN cell with its weights. */
final class BuiltSimpleRNNCell extends KernelCell<SimpleRNNCell> {
  private static final String H = "state h";

  BuiltSimpleRNNCell(String name, SimpleRNNCell config, int features, RandomSource random) {
    super(
        name,
        config,
        features,
        1,
        random,
        maker -> maker.make(SimpleRNNCell.BIAS, "bias", config.units()),
        false);
  }

  @Override
  protected int inputMasks() {
    return 1;
  }

  @Override
  protected int recurrentMasks() {
    return 1;
  }

  @Override
  protected Steps begin(CallContext context, DropoutMasks drawn) {
    DropoutMasks masks = withRatesOfOne(context, drawn);
    GateBlock input = block(GateBlock.INPUT, context.use(kernel()), bias(context), masks.input());
    GateBlock recurrent =
        block(
            GateBlock.RECURRENT,
            context.use(recurrentKernel()),
            Optional.empty(),
            masks.recurrent());
    return (x, states) -> {
      Variable fromInput = input.products(x).get(0);
      Variable fromState = recurrent.products(states.get(0)).get(0);
      Variable h = x.tape().within(H, () -> config().activation().apply(add(fromInput, fromState)));
      return new Step(h, List.of(h));
    };
  }

  private GateBlock block(
      String source, Variable kernel, Optional<Variable> rowBias, List<Variable> masks) {
    Optional<Variable> mask = masks.stream().findFirst();
    return new GateBlock(config().units(), Optional.empty(), source, kernel, rowBias, mask);
  }

  /** This cell drops all at a rate of 1, for which no masks are drawn. */
  private DropoutMasks withRatesOfOne(CallContext context, DropoutMasks drawn) {
    return new DropoutMasks(
        maskOf(context, config().dropout(), kernel(), drawn.input()),
        maskOf(context, config().recurrentDropout(), recurrentKernel(), drawn.recurrent()));
  }

  private static List<Variable> maskOf(
      CallContext context, double rate, Weight weight, List<Variable> drawn) {
    return rate == 1 && context.training()
        ? List.of(Recurrence.zeros(context, 1, weight.parameter().shape().rows()))
        : drawn;
  }

  @Override
  Op sequence(CallContext context, DropoutMasks masks, SequenceSteps steps) {
    return new SimpleRNNSequence(steps, withRatesOfOne(context, masks).matrices(), activation());
  }
}
