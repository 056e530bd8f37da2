package dev.rewind.layers.rnn;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import dev.rewind.layers.LayerOptions;
import java.util.List;

/**
 * One time step of a long short-term memory.
 *
 * <pre>
 *   i = recurrentActivation(x·Ki + hPrev·Ri + bi)      input gate
 *   f = recurrentActivation(x·Kf + hPrev·Rf + bf)      forget gate
 *   g = activation(x·Kc + hPrev·Rc + bc)               candidate
 *   o = recurrentActivation(x·Ko + hPrev·Ro + bo)      output gate
 *   c = f ⊙ cPrev + i ⊙ g                              carry state
 *   h = o ⊙ activation(c)                              state, which is the output too
 * </pre>
 *
 * <p>In training {@code dropout} multiplies x, and {@code recurrentDropout} multiplies hPrev;
 * nothing multiplies cPrev.
 *
 * <p><b>Shapes</b>: {@code x [batch, features]}, {@code hPrev, h, cPrev, c [batch, units]}; the
 * states in the order h, c.
 *
 * <p><b>Parameters</b>, columns in the order [i | f | c | o]:
 *
 * <ul>
 *   <li>{@code kernel [features, 4·units]}, Glorot uniform;
 *   <li>{@code recurrent_kernel [units, 4·units]}, orthogonal;
 *   <li>{@code bias [1, 4·units]}, zeros, with {@code unitForgetBias} ones for f; absent without
 *       {@code useBias}.
 * </ul>
 *
 * <p><b>Source</b>: Hochreiter and Schmidhuber, "Long short-term memory", 1997, with the forget
 * gate of Gers, Schmidhuber and Cummins, "Learning to forget", 2000; {@code
 * keras/src/layers/rnn/lstm.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record LSTMCell(Options options)
    implements CellConfig, LayerOptions<LSTMCell>, LSTMCellOptions<LSTMCell> {

  private static final Options DECLARED =
      Options.of("LSTMCell", COMMON).and(LSTM_CELL).quiet(IMPLEMENTATION);

  /**
   * Takes options that were made for an LSTM cell.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public LSTMCell {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * An LSTM cell.
   *
   * @param units the size of each state, positive
   * @return a description with Keras' defaults
   * @throws IllegalArgumentException if units is not positive
   */
  public static LSTMCell of(int units) {
    return new LSTMCell(DECLARED.with(UNITS, units));
  }

  /** The cell of a layer, with all options that both declare. */
  static LSTMCell ofLayer(Options layer) {
    return new LSTMCell(layer.copyTo(DECLARED));
  }

  @Override
  public LSTMCell with(Options newOptions) {
    return new LSTMCell(newOptions);
  }

  @Override
  public int outputSize() {
    return units();
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(units(), units());
  }

  @Override
  public DropoutRNNCell build(String name, int features, RandomSource random) {
    return new BuiltLSTMCell(name, this, features, random);
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
