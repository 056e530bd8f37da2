package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.core.options.Registry;
import dev.rewind.layers.LayerConfig;
import dev.rewind.layers.LayerOptions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names layers as Keras does: by their class, counted from the second on: gru, gru_1, dense. */
final class LayerNames {
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  private LayerNames() {}

  /** Reserves the names that were given. */
  static LayerNames of(String who, List<LayerConfig> layers) {
    LayerNames names = new LayerNames();
    for (LayerConfig layer : layers) {
      given(layer)
          .ifPresent(
              name ->
                  Checks.require(
                      names.taken.add(name),
                      who,
                      "two layers are called " + name + ". Give each a name of its own."));
    }
    return names;
  }

  String next(LayerConfig layer) {
    return given(layer).orElseGet(() -> count(Registry.snakeCase(layer.className())));
  }

  private String count(String base) {
    String name;
    do {
      int number = counts.merge(base, 1, Integer::sum) - 1;
      name = number == 0 ? base : base + "_" + number;
    } while (!taken.add(name));
    return name;
  }

  private static Optional<String> given(LayerConfig layer) {
    return layer.options().declared().contains(LayerOptions.NAME)
        ? layer.options().get(LayerOptions.NAME)
        : Optional.empty();
  }
}
