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
 * The options that a GRU layer and its cell share.
 *
 * @param <S> the layer's or cell's own type
 */
public interface GRUCellOptions<S>
    extends KernelOptions<S>, RecurrentKernelOptions<S>, BiasOptions<S>, SeedOptions<S> {
  /** Option {@code units}: the size of the state, positive. */
  Option<Integer> UNITS = Option.required("units", Codecs.INTEGER).in(n -> n > 0, "positive");

  /** Option {@code activation} of the candidate, tanh by default. */
  Option<Activation> ACTIVATION = Option.of("activation", Activations.CODEC, Activations.TANH);

  /** Option {@code recurrent_activation} of the gates, sigmoid by default. */
  Option<Activation> RECURRENT_ACTIVATION =
      Option.of("recurrent_activation", Activations.CODEC, Activations.SIGMOID);

  /** Option {@code dropout} of the inputs, in [0, 1]. */
  Option<Double> DROPOUT =
      Option.of("dropout", Codecs.DOUBLE, 0.0).in(rate -> rate >= 0 && rate <= 1, "in [0, 1]");

  /** Option {@code recurrent_dropout} of the previous state, in [0, 1]. */
  Option<Double> RECURRENT_DROPOUT =
      Option.of("recurrent_dropout", Codecs.DOUBLE, 0.0)
          .in(rate -> rate >= 0 && rate <= 1, "in [0, 1]");

  /** Option {@code implementation}, 1 or 2. */
  Option<Integer> IMPLEMENTATION =
      Option.of("implementation", Codecs.INTEGER, 2).in(n -> n == 1 || n == 2, "1 or 2");

  /** Option {@code reset_after}. */
  Option<Boolean> RESET_AFTER = Option.of("reset_after", Codecs.BOOLEAN, true);

  /** All of them. */
  List<Option<?>> GRU_CELL =
      Stream.of(
              List.of(UNITS, ACTIVATION, RECURRENT_ACTIVATION, USE_BIAS),
              KERNEL.all(),
              RECURRENT.all(),
              BIAS.all(),
              List.of(DROPOUT, RECURRENT_DROPOUT, IMPLEMENTATION, RESET_AFTER, SEED))
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
   * Says what is applied to the candidate state.
   *
   * @param activation tanh by default
   * @return a changed copy
   */
  default S activation(Activation activation) {
    return with(options().with(ACTIVATION, activation));
  }

  /**
   * What is applied to the candidate state.
   *
   * @return tanh by default
   */
  default Activation activation() {
    return options().get(ACTIVATION);
  }

  /**
   * Says what is applied to the gates.
   *
   * @param recurrentActivation sigmoid by default
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
   * Sets the fraction of the inputs that is dropped in training.
   *
   * @param dropout in [0, 1], 0 by default; 1 drops nothing, since Keras' cell wants a rate below 1
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
   * with the recurrent kernel. Other than 0 makes the {@linkplain #effectiveImplementation
   * implementation} 1.
   *
   * @param recurrentDropout in [0, 1], 0 by default; 1 drops nothing, as with {@link
   *     #dropout(double)}
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

  /**
   * Says where the reset gate acts.
   *
   * @param resetAfter true, the default: after the product with the recurrent kernel
   *     (arXiv:1406.1078v1, cuDNN), with a recurrent bias of its own; false: before it
   *     (arXiv:1406.1078v3)
   * @return a changed copy
   */
  default S resetAfter(boolean resetAfter) {
    return with(options().with(RESET_AFTER, resetAfter));
  }

  /**
   * Where the reset gate acts.
   *
   * @return true by default, after the product
   */
  default boolean resetAfter() {
    return options().get(RESET_AFTER);
  }
}
