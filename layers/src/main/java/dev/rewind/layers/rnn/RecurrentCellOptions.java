package dev.rewind.layers.rnn;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.layers.BiasOptions;
import dev.rewind.layers.KernelOptions;
import dev.rewind.layers.SeedOptions;
import dev.rewind.layers.activations.Activation;
import dev.rewind.layers.activations.Activations;
import java.util.List;
import java.util.stream.Stream;

/**
 * The options that GRU, LSTM and SimpleRNN share, the layers and their cells.
 *
 * @param <S> the layer's or cell's own type
 */
public interface RecurrentCellOptions<S>
    extends KernelOptions<S>, RecurrentKernelOptions<S>, BiasOptions<S>, SeedOptions<S> {
  /** Option {@code units}: the size of the state, positive. */
  Option<Integer> UNITS = Option.required("units", Codecs.INTEGER).in(n -> n > 0, "positive");

  /** Option {@code activation} of what a step computes anew, tanh by default. */
  Option<Activation> ACTIVATION = Option.of("activation", Activations.CODEC, Activations.TANH);

  /** Option {@code dropout} of the inputs, in [0, 1]. */
  Option<Double> DROPOUT =
      Option.of("dropout", Codecs.DOUBLE, 0.0).in(rate -> rate >= 0 && rate <= 1, "in [0, 1]");

  /** Option {@code recurrent_dropout} of the previous state, in [0, 1]. */
  Option<Double> RECURRENT_DROPOUT =
      Option.of("recurrent_dropout", Codecs.DOUBLE, 0.0)
          .in(rate -> rate >= 0 && rate <= 1, "in [0, 1]");

  /** All of them, which is all that a SimpleRNN has. */
  List<Option<?>> RECURRENT_CELL =
      Stream.of(
              List.of(UNITS, ACTIVATION, USE_BIAS),
              KERNEL.all(),
              RECURRENT.all(),
              BIAS.all(),
              List.of(DROPOUT, RECURRENT_DROPOUT, SEED))
          .<Option<?>>flatMap(List::stream)
          .toList();

  /**
   * The size of the state and of the output.
   *
   * @return positive
   */
  default int units() {
    return options().get(UNITS);
  }

  /**
   * Says what is applied to what a step computes anew: to the candidate of a gated cell and, in an
   * LSTM, to the carry state before it is given out; to the state of a SimpleRNN.
   *
   * @param activation tanh by default; Keras' {@code None} is {@link Activations#LINEAR}
   * @return a changed copy
   */
  default S activation(Activation activation) {
    return with(options().with(ACTIVATION, activation));
  }

  /**
   * What is applied to what a step computes anew.
   *
   * @return tanh by default
   */
  default Activation activation() {
    return options().get(ACTIVATION);
  }

  /**
   * Sets the fraction of the inputs that is dropped in training.
   *
   * @param dropout in [0, 1], 0 by default; 1 drops nothing in a GRU and an LSTM, whose cells want
   *     a rate below 1, and everything in a SimpleRNN
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  default S dropout(double dropout) {
    return with(options().with(DROPOUT, dropout));
  }

  /**
   * The fraction of the inputs that is dropped in training.
   *
   * @return in [0, 1], 0 by default
   */
  default double dropout() {
    return options().get(DROPOUT);
  }

  /**
   * Sets the fraction of the previous state that is dropped, in training, before it is multiplied
   * with the recurrent kernel. In gated cells, other than 0 makes the {@linkplain
   * GatedCellOptions#effectiveImplementation implementation} 1.
   *
   * @param recurrentDropout in [0, 1], 0 by default; 1 as with {@link #dropout(double)}
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  default S recurrentDropout(double recurrentDropout) {
    return with(options().with(RECURRENT_DROPOUT, recurrentDropout));
  }

  /**
   * The fraction of the previous state that is dropped in training.
   *
   * @return in [0, 1], 0 by default
   */
  default double recurrentDropout() {
    return options().get(RECURRENT_DROPOUT);
  }
}
