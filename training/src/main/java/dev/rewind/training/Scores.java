package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.training.checkpoint.Savable;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.losses.SampleWeights;
import dev.rewind.training.metrics.Direction;
import dev.rewind.training.metrics.Metric;
import dev.rewind.training.metrics.MetricState;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ejml.data.DMatrixRMaj;

/**
 * Losses and metrics, gathered over batches, in the order of their names as in Keras. Losses are
 * means over the samples.
 */
final class Scores implements Savable {
  private static final String LOSS = "loss";

  private final Objectives objectives;
  private final Map<String, MetricState> metrics = new LinkedHashMap<>();
  private final double[] lossSums;
  private double lossSum;
  private double samples;

  /** Refuses metrics that could not be told apart. */
  Scores(Objectives objectives) {
    this.objectives = objectives;
    this.lossSums = new double[objectives.size()];
    for (int output = 0; output < objectives.size(); output++) {
      for (Metric metric : objectives.metrics(output)) {
        String name = objectives.prefix(output) + metric.name();
        boolean free = !lossNames().contains(name) && !metrics.containsKey(name);
        Checks.require(
            free, "compile", "two scores are called " + name + ". Give the metric another name.");
        metrics.put(name, metric.start());
      }
    }
    for (String name : names()) {
      Checks.require(
          !name.startsWith("val_"),
          "compile",
          "a score is called "
              + name
              + ", as those of validation are. Give the metric or the output layer another name.");
    }
  }

  private Set<String> lossNames() {
    Set<String> names = new TreeSet<>(Set.of(LOSS));
    for (int output = 0; objectives.size() > 1 && output < objectives.size(); output++) {
      names.add(lossName(output));
    }
    return names;
  }

  private String lossName(int output) {
    return objectives.prefix(output) + LOSS;
  }

  /** The names of all scores, in order. */
  Set<String> names() {
    Set<String> names = lossNames();
    names.addAll(metrics.keySet());
    return names;
  }

  /** Whether a score is better when it is larger, if that is known. */
  Optional<Direction> direction(String name) {
    if (lossNames().contains(name)) {
      return Optional.of(Direction.DOWN);
    }
    for (int output = 0; output < objectives.size(); output++) {
      for (Metric metric : objectives.metrics(output)) {
        if (name.equals(objectives.prefix(output) + metric.name())) {
          return metric.direction();
        }
      }
    }
    return Optional.empty();
  }

  /** Adds the loss of one output, before its weight. A piece of sequences is a part of samples. */
  void add(int output, double loss, double samplesSeen) {
    lossSums[output] += loss * samplesSeen;
  }

  /** Adds the loss of the model, after all of its outputs. */
  void add(double loss, double samplesSeen) {
    lossSum += loss * samplesSeen;
    samples += samplesSeen;
  }

  /** Adds to the metrics of one output, of which some take no heed of sample weights. */
  void update(
      int output,
      DMatrixRMaj targets,
      DMatrixRMaj predictions,
      SampleWeights masked,
      SampleWeights weighted) {
    Objective objective = objectives.get(output);
    objective.metrics().forEach(m -> state(output, m).update(targets, predictions, masked));
    objective
        .weightedMetrics()
        .forEach(m -> state(output, m).update(targets, predictions, weighted));
  }

  private MetricState state(int output, Metric metric) {
    MetricState state = metrics.get(objectives.prefix(output) + metric.name());
    if (state == null) {
      throw new IllegalStateException("scores: " + metric.name() + " is not one of them.");
    }
    return state;
  }

  Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>();
    metrics.forEach((name, metric) -> values.put(name, metric.result()));
    for (int output = 0; objectives.size() > 1 && output < objectives.size(); output++) {
      values.put(lossName(output), mean(lossSums[output]));
    }
    values.put(LOSS, mean(lossSum));
    return Collections.unmodifiableMap(values);
  }

  private double mean(double sum) {
    return sum / samples; // NaN before the first batch
  }

  @Override
  public Snapshot save() {
    Snapshot.Builder saved = new Snapshot.Builder();
    double[] sums = Arrays.copyOf(lossSums, lossSums.length + 1);
    sums[lossSums.length] = lossSum;
    saved.put("losses", sums).put("samples", new double[] {samples});
    metrics.forEach((name, metric) -> saved.put("metrics/" + name, metric.state()));
    return saved.build();
  }

  @Override
  public void restore(Snapshot saved) {
    double[] sums = saved.numbers("losses");
    System.arraycopy(sums, 0, lossSums, 0, lossSums.length);
    lossSum = sums[lossSums.length];
    samples = saved.numbers("samples")[0];
    metrics.forEach((name, metric) -> metric.restore(saved.numbers("metrics/" + name)));
  }
}
