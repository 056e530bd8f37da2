package dev.rewind.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keras 3.15.1's {@code _direction} of each metric. */
class MetricDirectionTest {
  private static final String UP =
      "AUC Accuracy BinaryAccuracy CategoricalAccuracy CosineSimilarity F1Score FBetaScore"
          + " Precision R2Score Recall SparseCategoricalAccuracy SparseTopKCategoricalAccuracy"
          + " TopKCategoricalAccuracy accuracy";
  private static final String NONE =
      "FalseNegatives FalsePositives Mean Sum TrueNegatives TruePositives";

  @Test
  void accuraciesRiseErrorsFallAndCountsDoNotSay() {
    Map<String, String> directions = new TreeMap<>();
    for (Metric metric : Metrics.REGISTRY.prototypes()) {
      String direction = metric.direction().map(Direction::name).orElse("NONE");
      directions.put(metric.className(), direction);
    }
    assertThat(named(directions, "UP")).isEqualTo(UP);
    assertThat(named(directions, "NONE")).isEqualTo(NONE);
    assertThat(named(directions, "DOWN")).contains("RootMeanSquaredError", "LogCoshError", "Hinge");
  }

  private static String named(Map<String, String> directions, String direction) {
    return directions.entrySet().stream()
        .filter(entry -> entry.getValue().equals(direction))
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(" "));
  }
}
