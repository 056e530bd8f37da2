package dev.rewind.layers.rnn;

import dev.rewind.core.options.Codecs;
import dev.rewind.core.options.Option;
import dev.rewind.layers.activations.Activation;
import dev.rewind.layers.activations.Activations;
import java.util.List;
import java.util.stream.Stream;

/**
 * The options that GRU and LSTM share, the layers and their cells: those of a cell with gates.
 *
 * @param <S> the layer's or cell's own type
 */
public interface GatedCellOptions<S> extends RecurrentCellOptions<S> {
  /** Option {@code recurrent_activation} of the gates, sigmoid by default. */
  Option<Activation> RECURRENT_ACTIVATION =
      Option.of("recurrent_activation", Activations.CODEC, Activations.SIGMOID);

  /** Option {@code implementation}, 1 or 2. */
  Option<Integer> IMPLEMENTATION =
      Option.of("implementation", Codecs.INTEGER, 2).in(n -> n == 1 || n == 2, "1 or 2");

  /** All that they share, but for the seed, which is written last. */
  List<Option<?>> GATED_CELL =
      Stream.of(
              List.of(UNITS, ACTIVATION, RECURRENT_ACTIVATION, USE_BIAS),
              KERNEL.all(),
              RECURRENT.all(),
              BIAS.all(),
              List.of(DROPOUT, RECURRENT_DROPOUT, IMPLEMENTATION))
          .<Option<?>>flatMap(List::stream)
          .toList();

  /**
   * Says what is applied to the gates.
   *
   * @param recurrentActivation sigmoid by default; Keras' {@code None} is {@link
   *     Activations#LINEAR}
   * @return a changed copy
   */
  default S recurrentActivation(Activation recurrentActivation) {
    return with(options().with(RECURRENT_ACTIVATION, recurrentActivation));
  }

  /**
   * What is applied to the gates.
   *
   * @return sigmoid by default
   */
  default Activation recurrentActivation() {
    return options().get(RECURRENT_ACTIVATION);
  }

  /**
   * Says how products and dropout masks are cut up.
   *
   * @param implementation 1: a product per gate, and a dropout mask per gate; 2, the default: one
   *     large product, and one input mask for all gates
   * @return a changed copy
   * @throws IllegalArgumentException if it is neither
   */
  default S implementation(int implementation) {
    return with(options().with(IMPLEMENTATION, implementation));
  }

  /**
   * How products and dropout masks are cut up, as it was said.
   *
   * @return 1 or 2
   */
  default int implementation() {
    return options().get(IMPLEMENTATION);
  }

  /**
   * How products and dropout masks are really cut up.
   *
   * @return 1 with recurrent dropout, else {@link #implementation()}
   */
  default int effectiveImplementation() {
    return recurrentDropout() != 0 ? 1 : implementation();
  }
}
