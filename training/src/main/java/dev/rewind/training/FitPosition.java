package dev.rewind.training;

import dev.rewind.training.checkpoint.Savable;
import dev.rewind.training.checkpoint.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** Loss and metrics of the epochs that are done. */
  final List<Map<String, Double>> history = new ArrayList<>();

  /** Those of the present epoch, or of the one that ended last. */
  Map<String, Double> lastLogs(Map<String, Double> present) {
    return insideEpoch || history.isEmpty() ? present : history.get(history.size() - 1);
  }

  @Override
  public Snapshot save() {
    Snapshot.Builder saved =
        new Snapshot.Builder()
            .put("epoch", epoch)
            .put("inside_epoch", String.valueOf(insideEpoch))
            .put("steps_done", stepsDone)
            .put("stopped", String.valueOf(stopped))
            .put("epochs_done", history.size());
    for (int i = 0; i < history.size(); i++) {
      Map<String, Double> logs = history.get(i);
      saved
          .put("names/" + i, String.join("\n", logs.keySet()))
          .put("values/" + i, logs.values().stream().mapToDouble(Double::doubleValue).toArray());
    }
    return saved.build();
  }

  @Override
  public void restore(Snapshot saved) {
    epoch = (int) saved.number("epoch");
    insideEpoch = Boolean.parseBoolean(saved.text("inside_epoch"));
    stepsDone = (int) saved.number("steps_done");
    stopped = Boolean.parseBoolean(saved.text("stopped"));
    history.clear();
    for (int i = 0; i < saved.number("epochs_done"); i++) {
      List<String> names = Arrays.asList(saved.text("names/" + i).split("\n", -1));
      double[] values = saved.numbers("values/" + i);
      Map<String, Double> logs = new LinkedHashMap<>();
      for (int k = 0; k < values.length; k++) {
        logs.put(names.get(k), values[k]);
      }
      history.add(logs);
    }
  }
}
