package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.sliceRows;

import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Weight;
import dev.rewind.layers.WeightMaker;
import dev.rewind.layers.rnn.fused.GRUSequence;
import dev.rewind.layers.rnn.fused.SequenceSteps;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A GRU cell with its weights. */
final class BuiltGRUCell extends DropoutRNNCell implements FusedCell {
  private static final int GATES = 3;

  private final String name;
  private final GRUCell config;
  private final Weight kernel;
  private final Weight recurrentKernel;
  private final Optional<Weight> bias;

  BuiltGRUCell(String name, GRUCell config, int features, RandomSource random) {
    super(
        name,
        features,
        config.dropout(),
        config.recurrentDropout(),
        config.newStream(),
        config.profile().isTfKeras());
    this.name = name;
    this.config = config;
    WeightMaker maker = new WeightMaker(name, config.options(), random);
    int units = config.units();
    int columns = GATES * units;
    this.kernel = maker.make(GRUCell.KERNEL, "kernel", features, columns);
    this.recurrentKernel = maker.make(GRUCell.RECURRENT, "recurrent_kernel", units, columns);
    this.bias = config.useBias() ? Optional.of(makeBias(maker, config, columns)) : Optional.empty();
  }

  private static Weight makeBias(WeightMaker maker, GRUCell config, int columns) {
    return config.resetAfter()
        ? maker.make(GRUCell.BIAS, "bias", 2, columns)
        : maker.make(GRUCell.BIAS, "bias", columns);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(config.units());
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
    return isGateByGate() ? GATES : 1;
  }

  @Override
  protected int recurrentMasks() {
    return inputMasks();
  }

  private boolean isGateByGate() {
    return config.effectiveImplementation() == 1;
  }

  @Override
  protected Steps begin(CallContext context, DropoutMasks masks) {
    List<Integer> inputGates = isGateByGate() ? List.of(1, 1, 1) : List.of(GATES);
    List<Integer> recurrentGates =
        isGateByGate() || config.resetAfter() ? inputGates : List.of(2, 1);
    Optional<Variable> b = bias.map(context::use);
    Optional<Variable> inputBias = config.resetAfter() ? b.map(v -> sliceRows(v, 0, 1)) : b;
    Optional<Variable> recurrentBias =
        config.resetAfter() ? b.map(v -> sliceRows(v, 1, 2)) : Optional.empty();
    return new GRUSteps(
        cut(inputGates, kernel, inputBias, context, masks.input()),
        cut(recurrentGates, recurrentKernel, recurrentBias, context, masks.recurrent()),
        config.resetAfter(),
        config.recurrentActivation(),
        config.activation());
  }

  private List<GateBlock> cut(
      List<Integer> gates,
      Weight weight,
      Optional<Variable> rowBias,
      CallContext context,
      List<Variable> masks) {
    return GateBlock.cut(config.units(), gates, context.use(weight), rowBias, masks);
  }

  @Override
  public boolean canFuse() {
    return config.recurrentActivation().elementwise().isPresent()
        && config.activation().elementwise().isPresent();
  }

  @Override
  public Variable states(
      CallContext context, Variable x, List<Variable> initialStates, SequenceSteps steps) {
    GRUSequence op =
        new GRUSequence(
            steps,
            drawMasks(context, steps.batch()).matrices(),
            config.resetAfter(),
            config.recurrentActivation().elementwise().orElseThrow(),
            config.activation().elementwise().orElseThrow());
    return context.tape().record(op, fusedInputs(context, x, initialStates));
  }
}
