package dev.rewind.layers.rnn;

import dev.rewind.layers.regularizers.L2;
import java.util.List;

/** What the GRU owes as a layer. Its equations and its masks are in {@link GruTest}. */
class GruContractTest implements GatedLayerContract<GRU> {
  /** The keys that the cell has too. */
  static final List<String> CELL_KEYS =
      ChangedOptions.join(ChangedOptions.GATED_CELL_KEYS, "reset_after");

  /** Changes every option that layer and cell share. */
  static <S extends GRUCellOptions<S>> S changeCell(S config) {
    return ChangedOptions.gatedCell(config).resetAfter(false);
  }

  @Override
  public GRU of(int units) {
    return GRU.of(units);
  }

  @Override
  public GRU changed() {
    return ChangedOptions.layer(changeCell(GRU.of(5)))
        .useCudnn(false)
        .activityRegularizer(L2.of(0.3));
  }

  @Override
  public GRUCell cellOf(GRU layer) {
    return GRUCell.ofLayer(layer.profile(), layer.options());
  }

  @Override
  public List<String> cellKeys() {
    return CELL_KEYS;
  }

  @Override
  public List<String> weights() {
    return List.of("layer/kernel[3, 6]", "layer/recurrent_kernel[2, 6]", "layer/bias[2, 6]");
  }
}
