package dev.rewind.layers.rnn;

import dev.rewind.autograd.ElementwiseOp;
import dev.rewind.core.RandomSource;
import dev.rewind.layers.CallContext;
import dev.rewind.layers.Weight;
import dev.rewind.layers.WeightMaker;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A built cell with gates. Its {@linkplain GatedCellOptions#effectiveImplementation implementation}
 * says whether all gates share a product and a dropout mask, or each gate has its own.
 *
 * @param <C> the type of the description
 */
abstract class GatedCell<C extends CellConfig & GatedCellOptions<C>> extends KernelCell<C> {
  private final List<String> gates;
  private final Optional<ElementwiseOp> recurrentActivation;

  /**
   * As {@link KernelCell}.
   *
   * @param gates what the gates are called, in the order of their columns
   */
  GatedCell(
      String name,
      C config,
      int features,
      List<String> gates,
      RandomSource random,
      Function<WeightMaker, Weight> bias,
      boolean tfKeras) {
    super(name, config, features, gates.size(), random, bias, tfKeras);
    this.gates = gates;
    this.recurrentActivation = config.recurrentActivation().elementwise();
  }

  final boolean isGateByGate() {
    return config().effectiveImplementation() == 1;
  }

  /**
   * Whether each gate has a product of its own. A tape that looks for numbers that are not finite
   * gets one for each, whatever the implementation, to tell the gates apart; the numbers are the
   * same.
   */
  final boolean hasProductPerGate(CallContext context) {
    return isGateByGate() || context.tape().isDebuggingNumerics();
  }

  /** Which gates each product has: all, or one. */
  final List<List<String>> gatesByProduct(CallContext context) {
    return hasProductPerGate(context) ? gates.stream().map(List::of).toList() : List.of(gates);
  }

  @Override
  protected final int inputMasks() {
    return isGateByGate() ? gates.size() : 1;
  }

  @Override
  protected final int recurrentMasks() {
    return inputMasks();
  }

  @Override
  public final boolean canFuse() {
    return super.canFuse() && recurrentActivation.isPresent();
  }

  /** The recurrent activation, for a sequence op. Only if {@link #canFuse}. */
  final ElementwiseOp recurrentActivation() {
    return recurrentActivation.orElseThrow();
  }
}
