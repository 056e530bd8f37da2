package dev.rewind.layers.rnn;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerChecks;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.Weight;

/**
 * A recurrent layer over any cell, yours too.
 *
 * <pre>{@code
 * RNN.of(GRUCell.of(32)).returnSequences(true)      // the same as GRU.of(32).returnSequences(true)
 * RNN.of(new MyCell(16))
 * }</pre>
 *
 * <p><b>Shapes, masks</b>: as {@link GRU}.
 *
 * <p><b>Source</b>: {@code keras/src/layers/rnn/rnn.py}, Keras 3.15.1.
 *
 * @param cell the description of the cell
 * @param options all options with their values
 */
public record RNN(CellConfig cell, Options options) implements LayerConfig, RecurrentOptions<RNN> {

  private static final Options DECLARED = Options.of("RNN").and(RECURRENT_LAYER);

  /**
   * Takes options that were made for a recurrent layer over any cell.
   *
   * @param cell the description of the cell
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public RNN {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A recurrent layer.
   *
   * @param cell the description of the cell
   * @return a description with Keras' defaults
   */
  public static RNN of(CellConfig cell) {
    return new RNN(cell, DECLARED);
  }

  @Override
  public RNN with(Options newOptions) {
    return new RNN(cell, newOptions);
  }

  @Override
  public DataShape outputShape(DataShape input) {
    return outputShape(this, cell.outputSize(), input);
  }

  @Override
  public int outputs() {
    return returnState() ? 1 + cell.states() : 1;
  }

  @Override
  public RecurrentLayer build(String name, DataShape input, RandomSource random) {
    LayerChecks.hasTime(name, input);
    RNNCell built = frozenIfThisIs().build(name, input.features(), random);
    Checks.require(
        trainable() || built.weights().stream().noneMatch(Weight::trainable),
        name,
        "can not be frozen: "
            + cell.className()
            + " has no option trainable. Declare LayerOptions.TRAINABLE in the cell.");
    return new RecurrentLayer(name, this, input.features(), built);
  }

  private CellConfig frozenIfThisIs() {
    Options own = cell.options();
    return trainable() || !own.has(TRAINABLE) ? cell : cell.with(own.with(TRAINABLE, false));
  }

  static DataShape outputShape(RecurrentOptions<?> layer, int units, DataShape input) {
    LayerChecks.hasTime(layer.options().owner(), input);
    return layer.returnSequences() ? input.withFeatures(units) : DataShape.vectors(units);
  }
}
