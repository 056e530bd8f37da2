package dev.rewind.layers.rnn;

import dev.rewind.core.Checks;
import dev.rewind.core.options.Configured;
import dev.rewind.core.options.Options;
import dev.rewind.layers.LayerOptions;
import dev.rewind.layers.Weight;
import java.util.List;

/** How a layer that is not trained freezes what it is made of. */
final class Freezing {
  private Freezing() {}

  /** The part as it is, or frozen if the whole is and the part can be. */
  static <S extends Configured<S>> S of(boolean trainable, S part) {
    Options own = part.options();
    return trainable || !own.has(LayerOptions.TRAINABLE)
        ? part
        : part.with(own.with(LayerOptions.TRAINABLE, false));
  }

  /** Refuses a part of a frozen layer that is trained all the same. */
  static void require(
      String who, boolean trainable, Configured<?> part, String kind, List<Weight> weights) {
    Checks.require(
        trainable || weights.stream().noneMatch(Weight::trainable),
        who,
        "can not be frozen: "
            + part.className()
            + " has no option trainable. Declare LayerOptions.TRAINABLE in the "
            + kind
            + ".");
  }
}
