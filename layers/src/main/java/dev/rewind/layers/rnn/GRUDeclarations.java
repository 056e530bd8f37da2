package dev.rewind.layers.rnn;

import static dev.rewind.layers.rnn.GRUCellOptions.ACTIVATION;
import static dev.rewind.layers.rnn.GRUCellOptions.IMPLEMENTATION;
import static dev.rewind.layers.rnn.GRUCellOptions.RECURRENT_ACTIVATION;
import static dev.rewind.layers.rnn.GRUCellOptions.RESET_AFTER;
import static dev.rewind.layers.rnn.GRUCellOptions.SEED;

import dev.rewind.core.Checks;
import dev.rewind.core.options.Option;
import dev.rewind.core.options.Options;
import dev.rewind.layers.activations.Activation;
import dev.rewind.layers.activations.Activations;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options of a GRU layer or cell in each profile: their defaults, and which are written. */
final class GRUDeclarations {
  private final Options keras3;
  private final Options tfKerasV2;
  private final Options tfKerasV1;
  private final Set<String> writtenByTfKeras;

  /**
   * The declarations of all profiles.
   *
   * @param all every option, with the defaults of Keras 3
   */
  GRUDeclarations(Options all) {
    keras3 = all.quiet(present(all, List.of(IMPLEMENTATION, RecurrentOptions.TIME_MAJOR)));
    tfKerasV2 = all.quiet(present(all, List.of(SEED, RecurrentOptions.ZERO_OUTPUT_FOR_MASK)));
    tfKerasV1 =
        tfKerasV2
            .withDefault(RECURRENT_ACTIVATION, Activations.LEGACY_HARD_SIGMOID)
            .withDefault(RESET_AFTER, false)
            .withDefault(IMPLEMENTATION, 1);
    writtenByTfKeras = tfKerasV2.with(RecurrentCellOptions.UNITS, 1).toPlain().keySet();
  }

  private static Option<?>[] present(Options all, List<Option<?>> options) {
    return options.stream().filter(all::has).toArray(Option<?>[]::new);
  }

  Options of(KerasProfile profile) {
    return switch (profile) {
      case KERAS_3 -> keras3;
      case TF_KERAS_V2 -> tfKerasV2;
      case TF_KERAS_V1 -> tfKerasV1;
    };
  }

  /**
   * Reads a configuration that the profile's Keras has written, or some arguments of it.
   *
   * @param present options of which only the types count
   */
  Options read(KerasProfile profile, Options present, Map<String, ?> config) {
    Checks.require(
        profile.isTfKeras() || !isOfTfKeras(config),
        present.owner(),
        "the configuration has implementation="
            + config.get(IMPLEMENTATION.key())
            + " and no seed, as tf.keras writes it; expected one of Keras 3. Read it with the"
            + " profile KerasProfile.TF_KERAS_V2, or TF_KERAS_V1, by KerasLayers.of(profile) or, for"
            + " a cell, KerasLayers.cells(profile).");
    return present.readAnew(profile.read(config));
  }

  /** tf.keras always writes all of its keys, and Keras 3 always writes the seed. */
  private boolean isOfTfKeras(Map<String, ?> config) {
    return config.keySet().containsAll(writtenByTfKeras) && !config.containsKey(SEED.key());
  }

  void require(KerasProfile profile, Options options) {
    of(profile).requireSameDeclarations(options);
    for (Option<Activation> option : List.of(ACTIVATION, RECURRENT_ACTIVATION)) {
      Checks.require(
          profile.knows(options.get(option)),
          options.owner(),
          option.name()
              + " is "
              + options.get(option)
              + " of Keras 3, which "
              + profile
              + " does not have; expected another. tf.keras' own is legacy_hard_sigmoid.");
    }
  }
}
