package dev.rewind.layers.rnn;

import dev.rewind.core.RandomSource;
import dev.rewind.core.options.Options;
import dev.rewind.layers.ActivityOptions;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.LayerChecks;
import java.util.List;

/**
 * A fully connected recurrent layer: {@link SimpleRNNCell}, whose equation see, applied to every
 * time step.
 *
 * <pre>{@code
 * SimpleRNN.of(64)
 * SimpleRNN.of(64).returnSequences(true).activation(Activations.RELU)
 * }</pre>
 *
 * <p><b>Shapes</b>: {@code (batch, timesteps, features) → (batch, units)}, or {@code (batch,
 * timesteps, units)} with {@code returnSequences}.
 *
 * <p><b>Masks</b>: a masked step carries the state over and repeats the output before; before the
 * first real step the output is 0. With {@code returnSequences} the mask is carried on.
 *
 * <p><b>Parameters</b>: those of {@link SimpleRNNCell}.
 *
 * <p>Two things go wrong in Keras and not here: it takes {@code activity_regularizer} and forgets
 * it, and it leaves {@code seed} out of the configuration; here the seed is written if there is
 * one.
 *
 * <p><b>Source</b>: {@code keras/src/layers/rnn/simple_rnn.py}, Keras 3.15.1.
 *
 * @param options all options with their values
 */
public record SimpleRNN(Options options)
    implements RecurrentLayerConfig<SimpleRNN>,
        RecurrentCellOptions<SimpleRNN>,
        ActivityOptions<SimpleRNN> {

  private static final Options DECLARED =
      Options.of("SimpleRNN", RECURRENT_LAYER)
          .and(RECURRENT_CELL)
          .and(List.of(ACTIVITY_REGULARIZER))
          .quiet(SEED, TIME_MAJOR);

  /**
   * Takes options that were made for a SimpleRNN.
   *
   * @param options all options with their values
   * @throws IllegalArgumentException if they are of something else
   */
  public SimpleRNN {
    DECLARED.requireSameDeclarations(options);
  }

  /**
   * A SimpleRNN layer.
   *
   * @param units the size of the state and of the output, positive
   * @return a description with Keras' defaults
   * @throws IllegalArgumentException if units is not positive
   */
  public static SimpleRNN of(int units) {
    return new SimpleRNN(DECLARED.with(UNITS, units));
  }

  @Override
  public SimpleRNN with(Options newOptions) {
    return new SimpleRNN(newOptions);
  }

  @Override
  public RecurrentLayer build(String name, DataShape input, RandomSource random) {
    LayerChecks.hasTime(name, input);
    return new RecurrentLayer(name, this, input, cell().build(name, input.features(), random));
  }

  @Override
  public SimpleRNNCell cell() {
    return SimpleRNNCell.ofLayer(options);
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
