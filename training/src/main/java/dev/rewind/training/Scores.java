package dev.rewind.training;

import dev.rewind.core.Checks;
import dev.rewind.training.losses.SampleWeights;
import dev.rewind.training.metrics.Metric;
import dev.rewind.training.metrics.MetricState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ejml.data.DMatrixRMaj;

/**
 * Loss and metrics, gathered over batches, in the order of their names as in Keras. The loss is the
 * mean over the samples.
 */
final class Scores {
  private static final String LOSS = "loss";

  private final Map<String, MetricState> metrics = new LinkedHashMap<>();
  private double lossSum;
  private long samples;

  /** Refuses metrics that could not be told apart. */
  Scores(List<Metric> metrics) {
    for (Metric metric : metrics) {
      boolean free = !metric.name().equals(LOSS) && !this.metrics.containsKey(metric.name());
      Checks.require(
          free,
          "compile",
          "two scores are called " + metric.name() + ". Give the metric another name.");
      this.metrics.put(metric.name(), metric.start());
    }
  }

  void add(double loss, int batchSize) {
    lossSum += loss * batchSize;
    samples += batchSize;
  }

  void update(DMatrixRMaj targets, DMatrixRMaj predictions, SampleWeights weights) {
    metrics.values().forEach(metric -> metric.update(targets, predictions, weights));
  }

  Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>();
    metrics.forEach((name, metric) -> values.put(name, metric.result()));
    values.put(LOSS, samples == 0 ? 0 : lossSum / samples);
    return Collections.unmodifiableMap(values);
  }
}
