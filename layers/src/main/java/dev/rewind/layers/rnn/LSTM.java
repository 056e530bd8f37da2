package dev.rewind.layers.rnn;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import dev.rewind.layers.ActivityOptions;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerChecks;
import java.util.List;

/**
 * A long short-term memory: {@link LSTMCell}, whose equations see, applied to every time step.
 *
 * <pre>{@code
 * LSTM.of(64)
 * LSTM.of(64).returnSequences(true).dropout(0.2)
 * LSTM.of(64).returnState(true)                         // output, h, c
 * }</pre>
 *
 * <p><b>Shapes</b>: {@code (batch, timesteps, features) → (batch, units)}, or {@code (batch,
 * timesteps, units)} with {@code returnSequences}. Two states, h and c, each {@code (batch,
 * units)}.
 *
 * <p><b>Masks</b>: a masked step carries both states over and repeats the output before; before the
 * first real step the output is 0. With {@code returnSequences} the mask is carried on.
 *
 * <p><b>Parameters</b>: those of {@link LSTMCell}.
 *
 * <p><b>Source</b>: {@code keras/src/layers/rnn/lstm.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record LSTM(Options options)
    implements RecurrentLayerConfig<LSTM>,
        LSTMCellOptions<LSTM>,
        ActivityOptions<LSTM>,
        CudnnOptions<LSTM> {

  private static final Options DECLARED =
      Options.of("LSTM", RECURRENT_LAYER)
          .and(LSTM_CELL)
          .and(List.of(ACTIVITY_REGULARIZER, USE_CUDNN))
          .quiet(IMPLEMENTATION, TIME_MAJOR);

  /**
   * Takes options that were made for an LSTM.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public LSTM {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * An LSTM layer.
   *
   * @param units the size of each state and of the output, positive
   * @return a description with Keras' defaults
   * @throws IllegalArgumentException if units is not positive
   */
  public static LSTM of(int units) {
    return new LSTM(DECLARED.with(UNITS, units));
  }

  @Override
  public LSTM with(Options newOptions) {
    return new LSTM(newOptions);
  }

  @Override
  public RecurrentLayer build(String name, DataShape input, RandomSource random) {
    LayerChecks.hasTime(name, input);
    return new RecurrentLayer(name, this, input, cell().build(name, input.features(), random));
  }

  @Override
  public LSTMCell cell() {
    return LSTMCell.ofLayer(options);
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
