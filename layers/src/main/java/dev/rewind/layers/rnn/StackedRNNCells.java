package dev.rewind.layers.rnn;

import dev.rewind.core.Checks;
import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import dev.rewind.core.options.Registry;
import dev.rewind.layers.LayerOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cells one on top of the other, as one cell: each takes the output of the one below.
 *
 * <pre>{@code
 * RNN.of(StackedRNNCells.of(LSTMCell.of(32), GRUCell.of(16)))
 * }</pre>
 *
 * <pre>
 *   output = cell₁(cell₀(x))        the states of cell₀, then those of cell₁
 * </pre>
 *
 * <p><b>Shapes</b>: {@code x [batch, features]}; the output is that of the last cell; the states of
 * all cells one after the other, in Keras as lists within a list.
 *
 * <p><b>Parameters</b>: those of the cells, named {@code cell_0/kernel}, {@code cell_1/kernel} and
 * so on, by the position of the cell.
 *
 * <p><b>Source</b>: {@code keras/src/layers/rnn/stacked_rnn_cells.py}, Keras 3.15.1.
 *
 * @param cells the descriptions of the cells, from the inputs upwards, at least one
 * @param options all options with their values
 */
public record StackedRNNCells(List<CellConfig> cells, Options options)
    implements CellConfig, LayerOptions<StackedRNNCells> {

  private static final String CELLS = "cells";
  private static final Options DECLARED = Options.of("StackedRNNCells", COMMON);

  /**
   * Takes options that were made for a stack of cells.
   *
   * @param cells the descriptions of the cells, from the inputs upwards
   * @param options all options with their values
   * @throws IllegalArgumentException if there is no cell, or the options are of something else
   */
  public StackedRNNCells {
    cells = List.copyOf(cells);
    DECLARED.requireSameDeclarations(options);
    Checks.require(!cells.isEmpty(), options.owner(), "got no cell; expected one or more.");
  }

  /**
   * A stack of cells.
   *
   * @param cells the descriptions of the cells, from the inputs upwards, at least one
   * @return a description with Keras' defaults
   * @throws IllegalArgumentException if there is no cell
   */
  public static StackedRNNCells of(CellConfig... cells) {
    return of(List.of(cells));
  }

  /**
   * A stack of cells.
   *
   * @param cells the descriptions of the cells, from the inputs upwards, at least one
   * @return a description with Keras' defaults
   * @throws IllegalArgumentException if there is no cell
   */
  public static StackedRNNCells of(List<CellConfig> cells) {
    return new StackedRNNCells(cells, DECLARED);
  }

  @Override
  public StackedRNNCells with(Options newOptions) {
    return new StackedRNNCells(cells, newOptions);
  }

  /**
   * All options in plain form, and the cells: Keras' {@code get_config}.
   *
   * @return a new map from Keras key to plain value
   */
  @Override
  public Map<String, Object> getConfig() {
    Map<String, Object> config = CellConfig.super.getConfig();
    config.put(CELLS, cells.stream().map(CellConfig::toPlain).toList());
    return config;
  }

  /**
   * Reads options in plain form, and the cells, which must be some of {@link KerasLayers#CELLS} or
   * of the same classes as those of this stack.
   *
   * @param config from Keras key to plain value
   * @return a new description
   * @throws IllegalArgumentException for an unknown key, a wrong value, an unknown cell, or if
   *     there are no cells
   */
  @Override
  public StackedRNNCells fromConfig(Map<String, ?> config) {
    Registry<CellConfig> known = KerasLayers.CELLS;
    for (CellConfig cell : cells) {
      known = known.with(cell);
    }
    return fromConfig(config, known);
  }

  @Override
  public StackedRNNCells fromConfig(Map<String, ?> config, Registry<CellConfig> registry) {
    Registry<CellConfig> known = registry;
    for (CellConfig cell : cells) {
      known = known.withMissing(cell);
    }
    Map<String, Object> own = new LinkedHashMap<>(config);
    Object plain = own.remove(CELLS);
    Checks.require(plain != null, className(), CELLS + " is missing; it has no default.");
    if (!(plain instanceof List<?> plainCells)) {
      throw new IllegalArgumentException(
          className() + ": " + CELLS + " is " + plain + "; expected a list of cells.");
    }
    return new StackedRNNCells(
        plainCells.stream().<CellConfig>map(known::read).toList(), options.readAnew(own));
  }

  @Override
  public int outputSize() {
    return cells.get(cells.size() - 1).outputSize();
  }

  @Override
  public List<Integer> stateSizes() {
    return cells.stream().flatMap(cell -> cell.stateSizes().stream()).toList();
  }

  @Override
  public BuiltStackedRNNCells build(String name, int features, RandomSource random) {
    List<RNNCell> built = new ArrayList<>();
    int width = features;
    for (CellConfig cell : cells) {
      RNNCell next =
          new InnerCell(cell, trainable())
              .build(name + "/" + BuiltStackedRNNCells.CELL + built.size(), width, random.split());
      built.add(next);
      width = next.outputSize();
    }
    return new BuiltStackedRNNCells(name, built);
  }
}
