package dev.rewind.layers.rnn;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Registry;
import dev.rewind.layers.ActivityOptions;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerChecks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A recurrent layer over any cell, yours too.
 *
 * <pre>{@code
 * RNN.of(GRUCell.of(32)).returnSequences(true)      // the same as GRU.of(32).returnSequences(true)
 * RNN.of(StackedRNNCells.of(LSTMCell.of(32), LSTMCell.of(16)))
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
public record RNN(CellConfig cell, Options options)
    implements RecurrentLayerConfig<RNN>, ActivityOptions<RNN> {

  private static final String CELL = "cell";
  private static final Options DECLARED =
      Options.of("RNN", RECURRENT_LAYER)
          .and(List.of(ACTIVITY_REGULARIZER))
          .quiet(TIME_MAJOR, ACTIVITY_REGULARIZER);

  /**
   * Takes options that were made for a recurrent layer over any cell.
   *
   * @param cell the description of the cell
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public RNN {
    Objects.requireNonNull(cell, "cell");
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

  /**
   * All options in plain form, and the cell: Keras' {@code get_config}.
   *
   * @return a new map from Keras key to plain value
   */
  @Override
  public Map<String, Object> getConfig() {
    Map<String, Object> config = RecurrentLayerConfig.super.getConfig();
    config.put(CELL, cell.toPlain());
    return config;
  }

  /**
   * Reads options in plain form, and the cell, which must be one of {@link KerasLayers#CELLS} or of
   * the same class as this one.
   *
   * @param config from Keras key to plain value
   * @return a new description
   * @throws IllegalArgumentException for an unknown key, a wrong value, or if the cell is missing
   *     or unknown
   */
  @Override
  public RNN fromConfig(Map<String, ?> config) {
    Map<String, Object> own = new LinkedHashMap<>(config);
    Object plain = own.remove(CELL);
    Registry<CellConfig> known = KerasLayers.CELLS.with(cell);
    if (cell instanceof StackedRNNCells stack) {
      for (CellConfig one : stack.cells()) {
        known = known.with(one);
      }
    }
    if (plain == null) {
      throw new IllegalArgumentException(className() + ": cell is missing; it has no default.");
    }
    return new RNN(known.read(plain), options.readAnew(own));
  }

  @Override
  public RecurrentLayer build(String name, DataShape input, RandomSource random) {
    LayerChecks.hasTime(name, input);
    RNNCell built = new InnerCell(cell, trainable()).build(name, input.features(), random);
    return new RecurrentLayer(name, this, input, built);
  }
}
