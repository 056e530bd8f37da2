package dev.rewind.layers.rnn;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import dev.rewind.layers.LayerOptions;
import java.util.List;

/**
 * One time step of a fully connected recurrent layer.
 *
 * <pre>
 *   h = activation(x·K + b + hPrev·R)
 * </pre>
 *
 * <p>In training {@code dropout} multiplies x, and {@code recurrentDropout} multiplies hPrev. A
 * rate of 1 drops all of it, unlike in the cells with gates.
 *
 * <p><b>Shapes</b>: {@code x [batch, features]}, {@code hPrev, h [batch, units]}.
 *
 * <p><b>Parameters</b>:
 *
 * <ul>
 *   <li>{@code kernel [features, units]}, Glorot uniform;
 *   <li>{@code recurrent_kernel [units, units]}, orthogonal;
 *   <li>{@code bias [1, units]}, zeros; absent without {@code useBias}.
 * </ul>
 *
 * <p><b>Source</b>: Elman, "Finding structure in time", 1990; {@code
 * keras/src/layers/rnn/simple_rnn.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record SimpleRNNCell(Options options)
    implements CellConfig, LayerOptions<SimpleRNNCell>, RecurrentCellOptions<SimpleRNNCell> {

  private static final Options DECLARED = Options.of("SimpleRNNCell", COMMON).and(RECURRENT_CELL);

  /**
   * Takes options that were made for a SimpleRNN cell.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public SimpleRNNCell {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A SimpleRNN cell.
   *
   * @param units the size of the state, positive
   * @return a description with Keras' defaults
   * @throws IllegalArgumentException if units is not positive
   */
  public static SimpleRNNCell of(int units) {
    return new SimpleRNNCell(DECLARED.with(UNITS, units));
  }

  /** The cell of a layer, with all options that both declare. */
  static SimpleRNNCell ofLayer(Options layer) {
    return new SimpleRNNCell(layer.copyTo(DECLARED));
  }

  @Override
  public SimpleRNNCell with(Options newOptions) {
    return new SimpleRNNCell(newOptions);
  }

  @Override
  public int outputSize() {
    return units();
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(units());
  }

  @Override
  public DropoutRNNCell build(String name, int features, RandomSource random) {
    return new BuiltSimpleRNNCell(name, this, features, random);
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
