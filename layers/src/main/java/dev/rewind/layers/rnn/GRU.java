package dev.rewind.layers.rnn;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerChecks;
import dev.rewind.layers.LayerConfig;

/**
 * A gated recurrent unit: {@link GRUCell}, whose equations see, applied to every time step.
 *
 * <pre>{@code
 * GRU.of(64)                                            // Keras 3's defaults
 * GRU.of(64).returnSequences(true).dropout(0.2)
 * GRU.of(64).resetAfter(false)                          // the GRU of arXiv:1406.1078v3
 * }</pre>
 *
 * <p><b>Shapes</b>: {@code (batch, timesteps, features) → (batch, units)}, or {@code (batch,
 * timesteps, units)} with {@code returnSequences}.
 *
 * <p><b>Masks</b>: a masked step carries the state over and repeats the output before; before the
 * first real step the output is 0. With {@code returnSequences} the mask is carried on.
 *
 * <p><b>Parameters</b>: those of {@link GRUCell}.
 *
 * <p><b>Source</b>: {@code keras/src/layers/rnn/gru.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record GRU(Options options)
    implements LayerConfig, RecurrentOptions<GRU>, GRUCellOptions<GRU> {

  private static final Options DECLARED = Options.of("GRU").and(RECURRENT_LAYER).and(GRU_CELL);

  /**
   * Takes options that were made for a GRU.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public GRU {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A GRU layer.
   *
   * @param units the size of the state and of the output, positive
   * @return a description with Keras' defaults
   * @throws IllegalArgumentException if units is not positive
   */
  public static GRU of(int units) {
    return new GRU(DECLARED.with(UNITS, units));
  }

  @Override
  public GRU with(Options newOptions) {
    return new GRU(newOptions);
  }

  @Override
  public DataShape outputShape(DataShape input) {
    return RNN.outputShape(this, units(), input);
  }

  @Override
  public int outputs() {
    return returnState() ? 2 : 1;
  }

  @Override
  public RecurrentLayer build(String name, DataShape input, RandomSource random) {
    LayerChecks.hasTime(name, input);
    RNNCell cell = GRUCell.ofLayer(options).build(name, input.features(), random);
    return new RecurrentLayer(name, this, input.features(), cell);
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
