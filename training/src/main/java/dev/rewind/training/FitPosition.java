package dev.rewind.training;

import dev.rewind.training.checkpoint.Savable;
import dev.rewind.training.checkpoint.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far a call of fit has come, and what it has seen. */
final class FitPosition implements Savable {
  /** The present epoch; between two, the next one. */
  int epoch;

  /** Whether the epoch has begun. */
  boolean insideEpoch;

  /** How many steps of the epoch are done. */
  int stepsDone;

  /** Whether no further batch is wanted. */
  boolean stopped;

  /** Loss and metrics of the present epoch, or of the one that ended last. */
  Map<String, Double> logs = Map.of();

  /** Loss and metrics of the epochs that are done. */
  final List<Map<String, Double>> history = new ArrayList<>();

  @Override
  public Snapshot save() {
    Snapshot.Builder saved =
        new Snapshot.Builder()
            .put("epoch", epoch)
            .put("inside_epoch", String.valueOf(insideEpoch))
            .put("steps_done", stepsDone)
            .put("stopped", String.valueOf(stopped))
            .put("epochs_done", history.size());
    put(saved, "logs", logs);
    for (int i = 0; i < history.size(); i++) {
      put(saved, "history/" + i, history.get(i));
    }
    return saved.build();
  }

  private static void put(Snapshot.Builder saved, String name, Map<String, Double> logs) {
    saved
        .put(name + "/names", String.join("\n", logs.keySet()))
        .put(name + "/values", logs.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  @Override
  public void restore(Snapshot saved) {
    epoch = (int) saved.number("epoch");
    insideEpoch = Boolean.parseBoolean(saved.text("inside_epoch"));
    stepsDone = (int) saved.number("steps_done");
    stopped = Boolean.parseBoolean(saved.text("stopped"));
    logs = logs(saved.part("logs"));
    history.clear();
    for (int i = 0; i < saved.number("epochs_done"); i++) {
      history.add(logs(saved.part("history/" + i)));
    }
  }

  private static Map<String, Double> logs(Snapshot saved) {
    List<String> names = Arrays.asList(saved.text("names").split("\n", -1));
    double[] values = saved.numbers("values");
    Map<String, Double> logs = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      logs.put(names.get(i), values[i]);
    }
    return Collections.unmodifiableMap(logs);
  }
}
