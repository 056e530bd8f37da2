package dev.rewind.layers.rnn;

import static dev.rewind.autograd.ops.Ops.sliceRows;

import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.Shape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.DropoutSource.Kind;
import dev.rewind.layers.Weight;
import dev.rewind.layers.WeightMaker;
import java.util.List;
import java.util.Optional;

/** A GRU cell with its weights. */
record BuiltGRUCell(
    String name,
    GRUCell config,
    int features,
    Weight kernel,
    Weight recurrentKernel,
    Optional<Weight> bias)
    implements RNNCell {

  private static final int GATES = 3;

  static BuiltGRUCell of(String name, GRUCell config, int features, RandomSource random) {
    WeightMaker maker = new WeightMaker(name, config.options(), random);
    int units = config.units();
    int columns = GATES * units;
    return new BuiltGRUCell(
        name,
        config,
        features,
        maker.make(GRUCell.KERNEL, "kernel", features, columns),
        maker.make(GRUCell.RECURRENT, "recurrent_kernel", units, columns),
        config.useBias() ? Optional.of(makeBias(maker, config, columns)) : Optional.empty());
  }

  private static Weight makeBias(WeightMaker maker, GRUCell config, int columns) {
    return config.resetAfter()
        ? maker.make(GRUCell.BIAS, "bias", 2, columns)
        : maker.make(GRUCell.BIAS, "bias", columns);
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
    return bias.map(b -> List.of(kernel, recurrentKernel, b))
        .orElse(List.of(kernel, recurrentKernel));
  }

  @Override
  public Steps begin(CallContext context, int batch) {
    boolean gateByGate = config.effectiveImplementation() == 1;
    List<Integer> inputGates = gateByGate ? List.of(1, 1, 1) : List.of(3);
    List<Integer> recurrentGates = gateByGate || config.resetAfter() ? inputGates : List.of(2, 1);
    DropoutMasks masks = drawMasks(context, batch, inputGates.size());
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

  private DropoutMasks drawMasks(CallContext context, int batch, int count) {
    Shape inputs = new Shape(batch, features);
    Shape state = new Shape(batch, config.units());
    return new DropoutMasks(
        DropoutMasks.draw(context, name, Kind.INPUT, count, inputs, config.dropout()),
        DropoutMasks.draw(context, name, Kind.RECURRENT, count, state, config.recurrentDropout()));
  }
}
