package dev.rewind.training;

import dev.rewind.training.checkpoint.Savable;
import dev.rewind.training.checkpoint.Snapshot;
import dev.rewind.training.losses.SampleWeights;
import dev.rewind.training.metrics.Direction;
import dev.rewind.training.metrics.Metric;
import dev.rewind.training.metrics.MetricState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.ejml.data.DMatrixRMaj;

/**
 * Losses and metrics, gathered over batches, in the order of their names as in Keras. Losses are
 * means over the samples.
 */
final class Scores implements Savable {
  private final ScoreNames names;
  private final List<List<MetricState>> metrics;
  private final double[] lossSums;
  private double lossSum;
  private double samples;

  Scores(ScoreNames names) {
    Objectives objectives = names.objectives();
    this.names = names;
    this.lossSums = new double[objectives.size()];
    this.metrics = new ArrayList<>(objectives.size());
    for (int output = 0; output < objectives.size(); output++) {
      List<MetricState> started = new ArrayList<>(objectives.metrics(output).size());
      for (Metric metric : objectives.metrics(output)) {
        started.add(metric.start());
      }
      metrics.add(started);
    }
  }

  /** The names of all scores, in order. */
  Set<String> names() {
    return names.all();
  }

  /** Whether a score is better when it is larger, if that is known. */
  Optional<Direction> direction(String name) {
    return names.direction(name);
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

  /** Adds to the metrics of one output, of which the first take no heed of sample weights. */
  void update(
      int output,
      DMatrixRMaj targets,
      DMatrixRMaj predictions,
      SampleWeights masked,
      SampleWeights weighted) {
    int unweighted = names.objectives().get(output).metrics().size();
    List<MetricState> all = metrics.get(output);
    for (int i = 0; i < all.size(); i++) {
      all.get(i).update(targets, predictions, i < unweighted ? masked : weighted);
    }
  }

  Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>();
    forEachMetric((name, metric) -> values.put(name, metric.result()));
    for (int output = 0; output < names.losses().size(); output++) {
      values.put(names.losses().get(output), mean(lossSums[output]));
    }
    values.put(ScoreNames.LOSS, mean(lossSum));
    return Collections.unmodifiableMap(values);
  }

  private double mean(double sum) {
    return sum / samples; // NaN before the first batch
  }

  private void forEachMetric(BiConsumer<String, MetricState> action) {
    for (int output = 0; output < metrics.size(); output++) {
      for (int i = 0; i < metrics.get(output).size(); i++) {
        action.accept(names.metrics(output).get(i), metrics.get(output).get(i));
      }
    }
  }

  @Override
  public Snapshot save() {
    Snapshot.Builder saved = new Snapshot.Builder();
    double[] sums = Arrays.copyOf(lossSums, lossSums.length + 1);
    sums[lossSums.length] = lossSum;
    saved.put("losses", sums).put("samples", new double[] {samples});
    forEachMetric((name, metric) -> saved.put("metrics/" + name, metric.state()));
    return saved.build();
  }

  @Override
  public void restore(Snapshot saved) {
    double[] sums = saved.numbers("losses");
    System.arraycopy(sums, 0, lossSums, 0, lossSums.length);
    lossSum = sums[lossSums.length];
    samples = saved.numbers("samples")[0];
    forEachMetric((name, metric) -> metric.restore(saved.numbers("metrics/" + name)));
  }
}
