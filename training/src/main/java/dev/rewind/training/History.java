package dev.rewind.training;

import dev.rewind.core.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Loss and metrics of every epoch of a {@link Model#fit}, by their Keras names. Immutable.
 *
 * @param epochs one map per epoch, from name to value, in the order of the epochs
 */
public record History(List<Map<String, Double>> epochs) {

  /**
   * Copies the list and the maps.
   *
   * @param epochs one map per epoch
   */
  public History {
    List<Map<String, Double>> copy = new ArrayList<>();
    epochs.forEach(epoch -> copy.add(Collections.unmodifiableMap(new LinkedHashMap<>(epoch))));
    epochs = List.copyOf(copy);
  }

  /**
   * The names of what was recorded.
   *
   * @return for example {@code accuracy, loss, val_accuracy, val_loss}
   */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    epochs.forEach(epoch -> names.addAll(epoch.keySet()));
    return Collections.unmodifiableSet(names);
  }

  /**
   * One quantity over the epochs.
   *
   * @param name for example {@code "val_loss"}
   * @return a value per epoch
   * @throws IllegalArgumentException if nothing of that name was recorded
   */
  public List<Double> get(String name) {
    Checks.require(
        names().contains(name),
        "History",
        "nothing is called " + name + "; recorded are " + String.join(", ", names()) + ".");
    return epochs.stream().map(epoch -> epoch.getOrDefault(name, Double.NaN)).toList();
  }

  /**
   * One quantity after the last epoch.
   *
   * @param name for example {@code "val_loss"}
   * @return its last value
   * @throws IllegalArgumentException if nothing of that name was recorded
   */
  public double last(String name) {
    List<Double> values = get(name);
    return values.get(values.size() - 1);
  }
}
