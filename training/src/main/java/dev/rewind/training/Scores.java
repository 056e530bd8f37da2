package dev.rewind.training;

import dev.rewind.training.losses.SampleWeights;
import dev.rewind.training.metrics.Metric;
import dev.rewind.training.metrics.MetricState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/** Loss and metrics, gathered over batches. The loss is the mean over the samples. */
final class Scores {
  private final Map<String, MetricState> metrics = new LinkedHashMap<>();
  private double lossSum;
  private long samples;

  Scores(List<Metric> metrics) {
    metrics.forEach(metric -> this.metrics.put(metric.name(), metric.start()));
  }

  void add(double loss, int batchSize) {
    lossSum += loss * batchSize;
    samples += batchSize;
  }

  void update(DMatrixRMaj targets, DMatrixRMaj predictions, SampleWeights weights) {
    metrics.values().forEach(metric -> metric.update(targets, predictions, weights));
  }

  Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    metrics.forEach((name, metric) -> values.put(name, metric.result()));
    values.put("loss", samples == 0 ? 0 : lossSum / samples);
    return values;
  }
}
