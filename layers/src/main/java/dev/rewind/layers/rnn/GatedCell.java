package dev.rewind.layers.rnn;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.Weight;
import dev.rewind.layers.WeightMaker;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * A built cell with gates. Its {@linkplain GatedCellOptions#effectiveImplementation implementation}
 * says whether all gates share a product and a dropout mask, or each gate has its own.
 *
 * @param <C> the type of the description
 */
abstract class GatedCell<C extends CellConfig & GatedCellOptions<C>> extends KernelCell<C> {
  private final int gates;

  /** As {@link KernelCell}. */
  GatedCell(
      String name,
      C config,
      int features,
      int gates,
      RandomSource random,
      Function<WeightMaker, Weight> bias,
      boolean tfKeras) {
    super(name, config, features, gates, random, bias, tfKeras);
    this.gates = gates;
  }

  final boolean isGateByGate() {
    return config().effectiveImplementation() == 1;
  }

  /** How many gates each product has: all, or one. */
  final List<Integer> gatesByProduct() {
    return isGateByGate() ? Collections.nCopies(gates, 1) : List.of(gates);
  }

  @Override
  protected final int inputMasks() {
    return isGateByGate() ? gates : 1;
  }

  @Override
  protected final int recurrentMasks() {
    return inputMasks();
  }

  @Override
  public final boolean canFuse() {
    return super.canFuse() && config().recurrentActivation().elementwise().isPresent();
  }
}
