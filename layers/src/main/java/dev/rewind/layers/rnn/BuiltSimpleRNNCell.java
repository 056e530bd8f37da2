package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.add;

import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Weight;
import dev.rewind.layers.WeightMaker;
import dev.rewind.layers.rnn.fused.SequenceSteps;
import dev.rewind.layers.rnn.fused.SimpleRNNSequence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A SimpleRNN cell with its weights. */
final class BuiltSimpleRNNCell extends DropoutRNNCell implements FusedCell {
  private final String name;
  private final SimpleRNNCell config;
  private final Weight kernel;
  private final Weight recurrentKernel;
  private final Optional<Weight> bias;

  BuiltSimpleRNNCell(String name, SimpleRNNCell config, int features, RandomSource random) {
    super(name, features, config.dropout(), config.recurrentDropout(), config.newStream());
    this.name = name;
    this.config = config;
    WeightMaker maker = new WeightMaker(name, config.options(), random);
    int units = config.units();
    this.kernel = maker.make(SimpleRNNCell.KERNEL, "kernel", features, units);
    this.recurrentKernel = maker.make(SimpleRNNCell.RECURRENT, "recurrent_kernel", units, units);
    this.bias =
        config.useBias()
            ? Optional.of(maker.make(SimpleRNNCell.BIAS, "bias", units))
            : Optional.empty();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Integer> stateSizes() {
    return config.stateSizes();
  }

  @Override
  public int outputSize() {
    return config.units();
  }

  @Override
  public List<Weight> weights() {
    return Stream.concat(Stream.of(kernel, recurrentKernel), bias.stream()).toList();
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
    GateBlock input = block(kernel, bias.map(context::use), context, masks.input());
    GateBlock recurrent = block(recurrentKernel, Optional.empty(), context, masks.recurrent());
    return (x, states) -> {
      Variable fromInput = input.products(x).get(0);
      Variable fromState = recurrent.products(states.get(0)).get(0);
      Variable h = config.activation().apply(add(fromInput, fromState));
      return new Step(h, List.of(h));
    };
  }

  private GateBlock block(
      Weight weight, Optional<Variable> rowBias, CallContext context, List<Variable> masks) {
    return new GateBlock(config.units(), context.use(weight), rowBias, masks.stream().findFirst());
  }

  /** This cell drops all at a rate of 1, for which no masks are drawn. */
  private DropoutMasks withRatesOfOne(CallContext context, DropoutMasks drawn) {
    return new DropoutMasks(
        maskOf(context, config.dropout(), kernel, drawn.input()),
        maskOf(context, config.recurrentDropout(), recurrentKernel, drawn.recurrent()));
  }

  private static List<Variable> maskOf(
      CallContext context, double rate, Weight weight, List<Variable> drawn) {
    return rate == 1 && context.training()
        ? List.of(Recurrence.zeros(context, 1, weight.parameter().shape().rows()))
        : drawn;
  }

  @Override
  public boolean canFuse() {
    return config.activation().elementwise().isPresent();
  }

  @Override
  public Variable states(
      CallContext context, Variable x, List<Variable> initialStates, SequenceSteps steps) {
    SimpleRNNSequence op =
        new SimpleRNNSequence(
            steps,
            withRatesOfOne(context, drawMasks(context, steps.batch())).matrices(),
            config.activation().elementwise().orElseThrow());
    return context.tape().record(op, fusedInputs(context, x, initialStates));
  }
}
