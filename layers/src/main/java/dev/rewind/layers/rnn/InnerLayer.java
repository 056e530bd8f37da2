package dev.rewind.layers.rnn;

import dev.rewind.core.options.Registry;
import dev.rewind.layers.LayerConfig;
import org.jspecify.annotations.Nullable;

/** The layer that another one wraps, in plain form. */
final class InnerLayer {
  private InnerLayer() {}

  /** Reads the layer under a key that must be there. */
  static LayerConfig read(
      String who, String key, @Nullable Object plain, Registry<LayerConfig> known) {
    if (plain == null) {
      throw new IllegalArgumentException(who + ": " + key + " is missing; it has no default.");
    }
    return known.read(plain);
  }
}
