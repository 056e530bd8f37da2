package dev.rewind.layers.rnn;

import dev.rewind.layers.activations.Activations;
import dev.rewind.layers.constraints.MaxNorm;
import dev.rewind.layers.constraints.NonNeg;
import dev.rewind.layers.constraints.UnitNorm;
import dev.rewind.layers.initializers.Constant;
import dev.rewind.layers.initializers.Identity;
import dev.rewind.layers.initializers.Ones;
import dev.rewind.layers.regularizers.L1;
import dev.rewind.layers.regularizers.L1L2;
import dev.rewind.layers.regularizers.L2;
import java.util.List;
import java.util.stream.Stream;

/** Every option that recurrent layers share, with another value than its default; and its key. */
final class ChangedOptions {
  /** The keys of any cell of Keras'. */
  static final List<String> CELL_KEYS =
      List.of(
          "units",
          "activation",
          "use_bias",
          "kernel_initializer",
          "kernel_regularizer",
          "kernel_constraint",
          "recurrent_initializer",
          "recurrent_regularizer",
          "recurrent_constraint",
          "bias_initializer",
          "bias_regularizer",
          "bias_constraint",
          "dropout",
          "recurrent_dropout",
          "seed");

  /** The keys of a cell with gates. */
  static final List<String> GATED_CELL_KEYS =
      join(CELL_KEYS, "recurrent_activation", "implementation");

  /** The keys of any recurrent layer. */
  static final List<String> LAYER_KEYS =
      List.of(
          "name",
          "trainable",
          "dtype",
          "return_sequences",
          "return_state",
          "go_backwards",
          "zero_output_for_mask",
          "stateful",
          "unroll",
          "time_major");

  private ChangedOptions() {}

  static List<String> join(List<String> keys, String... more) {
    return Stream.concat(keys.stream(), Stream.of(more)).toList();
  }

  static <S extends RecurrentCellOptions<S>> S cell(S config) {
    return config
        .activation(Activations.RELU)
        .useBias(false)
        .kernelInitializer(Constant.of(0.5))
        .kernelRegularizer(L2.of(0.01))
        .kernelConstraint(MaxNorm.of(2))
        .recurrentInitializer(Identity.of())
        .recurrentRegularizer(L1.of(0.02))
        .recurrentConstraint(UnitNorm.of())
        .biasInitializer(Ones.of())
        .biasRegularizer(L1L2.of(0.1, 0.2))
        .biasConstraint(NonNeg.of())
        .dropout(0.1)
        .recurrentDropout(0.2)
        .seed(7);
  }

  static <S extends GatedCellOptions<S>> S gatedCell(S config) {
    return cell(config).recurrentActivation(Activations.HARD_SIGMOID).implementation(1);
  }

  static <S extends RecurrentOptions<S>> S layer(S config) {
    return config
        .name("memory")
        .trainable(false)
        .dtype("float32")
        .returnSequences(true)
        .returnState(true)
        .goBackwards(true)
        .zeroOutputForMask(true)
        .stateful(true)
        .unroll(true)
        .timeMajor(true);
  }
}
