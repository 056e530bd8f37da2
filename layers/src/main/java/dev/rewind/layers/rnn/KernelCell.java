package dev.rewind.layers.rnn;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.autograd.Op;
import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.kernels.Kernels;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Weight;
import dev.rewind.layers.WeightMaker;
import dev.rewind.layers.rnn.fused.CellStream;
import dev.rewind.layers.rnn.fused.SequenceSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A built cell with a kernel for its input, a recurrent kernel for its state, and perhaps a bias;
 * each has a block of columns per gate. What is left to the cell are its bias and its equations:
 * one step, and the op of a whole sequence.
 *
 * @param <C> the type of the description
 */
abstract class KernelCell<C extends CellConfig & RecurrentCellOptions<C>> extends DropoutRNNCell
    implements FusedCell {
  private final String name;
  private final C config;
  private final Weight kernel;
  private final Weight recurrentKernel;
  private final Optional<Weight> bias;
  private final List<Weight> weights;
  private final List<Integer> stateSizes;
  private final Optional<ElementwiseOp> activation;

  /**
   * Makes the weights: kernel, recurrent kernel, bias, in this order.
   *
   * @param gates how many blocks of columns the kernels have
   * @param bias makes the bias, if there is to be one
   * @param tfKeras see {@link DropoutRNNCell}
   */
  KernelCell(
      String name,
      C config,
      int features,
      int gates,
      RandomSource random,
      Function<WeightMaker, Weight> bias,
      boolean tfKeras) {
    super(name, features, config.dropout(), config.recurrentDropout(), config.newStream(), tfKeras);
    this.name = name;
    this.config = config;
    WeightMaker maker = new WeightMaker(name, config.options(), random);
    int units = config.units();
    Checks.require(
        units <= Integer.MAX_VALUE / gates,
        name,
        "units must be at most "
            + Integer.MAX_VALUE / gates
            + ", got "
            + units
            + ". The kernels have "
            + gates
            + " columns for each.");
    int columns = gates * units;
    this.kernel = maker.make(RecurrentCellOptions.KERNEL, "kernel", features, columns);
    this.recurrentKernel =
        maker.make(RecurrentCellOptions.RECURRENT, "recurrent_kernel", units, columns);
    this.bias = config.useBias() ? Optional.of(bias.apply(maker)) : Optional.empty();
    this.weights = Stream.concat(Stream.of(kernel, recurrentKernel), this.bias.stream()).toList();
    this.stateSizes = config.stateSizes();
    this.activation = config.activation().elementwise();
  }

  /**
   * The whole sequence as one op, only if {@link #canFuse}; what {@link #begin(CallContext,
   * DropoutMasks)} is to the steps.
   */
  abstract Op sequence(CallContext context, DropoutMasks masks, SequenceSteps steps);

  final C config() {
    return config;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final List<Integer> stateSizes() {
    return stateSizes;
  }

  @Override
  public final int outputSize() {
    return config.outputSize();
  }

  @Override
  public final List<Weight> weights() {
    return weights;
  }

  final Weight kernel() {
    return kernel;
  }

  final Weight recurrentKernel() {
    return recurrentKernel;
  }

  /** The bias on the tape, if there is one. */
  final Optional<Variable> bias(CallContext context) {
    return bias.map(context::use);
  }

  /** The kernel on the tape, cut into blocks of these gates. */
  final List<GateBlock> cutKernel(
      CallContext context,
      List<List<String>> gates,
      Optional<Variable> rowBias,
      List<Variable> masks) {
    Variable onTape = context.use(kernel);
    return GateBlock.cut(GateBlock.INPUT, config.units(), gates, onTape, rowBias, masks);
  }

  /** The recurrent kernel on the tape, cut into blocks of these gates. */
  final List<GateBlock> cutRecurrentKernel(
      CallContext context,
      List<List<String>> gates,
      Optional<Variable> rowBias,
      List<Variable> masks) {
    Variable onTape = context.use(recurrentKernel);
    return GateBlock.cut(GateBlock.RECURRENT, config.units(), gates, onTape, rowBias, masks);
  }

  @Override
  public boolean canFuse() {
    return activation.isPresent();
  }

  /** The activation, for a sequence op. Only if {@link #canFuse}. */
  final ElementwiseOp activation() {
    return activation.orElseThrow();
  }

  @Override
  public final Variable states(
      CallContext context, Variable x, List<Variable> initialStates, SequenceSteps steps) {
    Op op = sequence(context, drawMasks(context, steps.batch()), steps);
    List<Variable> inputs = new ArrayList<>(weights.size() + initialStates.size() + 1);
    inputs.add(x);
    inputs.add(context.use(kernel));
    inputs.add(context.use(recurrentKernel));
    inputs.addAll(initialStates);
    bias(context).ifPresent(inputs::add);
    return context.tape().record(op, inputs.toArray(Variable[]::new));
  }

  @Override
  public final CellStream stream(Kernels kernels) {
    SequenceSteps one = new SequenceSteps(1, 1, false, false, false, Optional.empty());
    try (Tape tape = Tape.create()) {
      return CellStream.of(
          kernels,
          sequence(CallContext.inference(tape), DropoutMasks.NONE, one),
          kernel.parameter().value(),
          recurrentKernel.parameter().value(),
          bias.map(weight -> weight.parameter().value()));
    }
  }
}
