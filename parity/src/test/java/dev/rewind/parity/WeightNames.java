package dev.rewind.parity;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How golden files name what belongs to a layer: by its path within the layer. */
final class WeightNames {
  private WeightNames() {}

  /**
   * Turns a name of ours into the recorded one: {@code LAYER/kernel} is {@code kernel}, {@code
   * LAYER/forward_gru/bias} is {@code forward/bias}.
   */
  static String recorded(String name) {
    return Arrays.stream(name.split("/", -1))
        .skip(1)
        .map(part -> part.replaceFirst("^(forward|backward)_.*", "$1"))
        .collect(Collectors.joining("/"));
  }
}
