package dev.rewind.layers.rnn;

import dev.rewind.autograd.Variable;
import dev.rewind.core.RandomSource;
import dev.rewind.core.TensorShape;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Weight;
import dev.rewind.layers.WeightMaker;
import dev.rewind.layers.initializers.Initializer;
import dev.rewind.layers.initializers.Ones;
import dev.rewind.layers.rnn.fused.LSTMSequence;
import dev.rewind.layers.rnn.fused.SequenceSteps;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** An LSTM cell with its weights. */
final class BuiltLSTMCell extends DropoutRNNCell implements FusedCell {
  private static final int GATES = 4;

  private final String name;
  private final LSTMCell config;
  private final Weight kernel;
  private final Weight recurrentKernel;
  private final Optional<Weight> bias;

  BuiltLSTMCell(String name, LSTMCell config, int features, RandomSource random) {
    super(name, features, config.dropout(), config.recurrentDropout(), config.newStream());
    this.name = name;
    this.config = config;
    WeightMaker maker = new WeightMaker(name, config.options(), random);
    int units = config.units();
    int columns = GATES * units;
    this.kernel = maker.make(LSTMCell.KERNEL, "kernel", features, columns);
    this.recurrentKernel = maker.make(LSTMCell.RECURRENT, "recurrent_kernel", units, columns);
    this.bias =
        config.useBias() ? Optional.of(makeBias(maker, config, columns, random)) : Optional.empty();
  }

  private static Weight makeBias(
      WeightMaker maker, LSTMCell config, int columns, RandomSource random) {
    return config.unitForgetBias()
        ? maker.make(
            LSTMCell.BIAS, "bias", TensorShape.of(columns), withUnitForgetBias(config, random))
        : maker.make(LSTMCell.BIAS, "bias", columns);
  }

  /** {@code [start(units) | ones | start(2·units)]}: Keras asks the initializer for each part. */
  private static DMatrixRMaj withUnitForgetBias(LSTMCell config, RandomSource random) {
    int units = config.units();
    Initializer start = config.biasInitializer();
    DMatrixRMaj bias = new DMatrixRMaj(1, GATES * units);
    CommonOps_DDRM.insert(start.create(TensorShape.of(units), random), bias, 0, 0);
    CommonOps_DDRM.insert(Ones.of().create(TensorShape.of(units), random), bias, 0, units);
    CommonOps_DDRM.insert(start.create(TensorShape.of(2 * units), random), bias, 0, 2 * units);
    return bias;
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
    return new LSTMSteps(
        cut(kernel, bias.map(context::use), context, masks.input()),
        cut(recurrentKernel, Optional.empty(), context, masks.recurrent()),
        config.recurrentActivation(),
        config.activation());
  }

  private List<GateBlock> cut(
      Weight weight, Optional<Variable> rowBias, CallContext context, List<Variable> masks) {
    List<Integer> gates = isGateByGate() ? Collections.nCopies(GATES, 1) : List.of(GATES);
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
    LSTMSequence op =
        new LSTMSequence(
            steps,
            drawMasks(context, steps.batch()).matrices(),
            config.recurrentActivation().elementwise().orElseThrow(),
            config.activation().elementwise().orElseThrow());
    return context.tape().record(op, fusedInputs(context, x, initialStates));
  }
}
