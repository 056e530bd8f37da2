package dev.rewind.parity;

import static dev.rewind.testkit.MatrixAssertions.assertArray;
import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.ops.Ops;
import dev.rewind.layers.Mask;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenRun;
import dev.rewind.testkit.GoldenValue;
import dev.rewind.testkit.Tensor;
import dev.rewind.training.losses.Loss;
import dev.rewind.training.losses.Losses;
import dev.rewind.training.losses.SampleWeights;
import dev.rewind.training.metrics.Metric;
import dev.rewind.training.metrics.MetricState;
import dev.rewind.training.metrics.Metrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("golden")
class LossesMetricsGoldenTest {

  @Test
  void lossesAndMetricsAgreeWithKeras() {
    GoldenRun.of("losses_metrics")
        .run(
            golden -> {
              if (golden.find("loss").isPresent()) {
                checkLoss(golden);
              } else {
                checkMetric(golden);
              }
            });
  }

  private static void checkLoss(GoldenCase golden) {
    Map<String, Object> config = args(golden);
    config.put("reduction", golden.get("reduction").text());
    Loss loss =
        Losses.REGISTRY.read(Map.of("class_name", golden.get("loss").text(), "config", config));
    Tensor predictions = golden.tensor("y_pred");
    DMatrixRMaj targets = targets(golden.tensor("y_true"), predictions);
    SampleWeights weights =
        weights(
            alongTime(config) ? perFeature(predictions) : perStep(predictions),
            golden.find("mask"),
            golden.find("sample_weight"));
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(predictions.matrix());
      Variable value = loss.call(targets, x, weights);
      assertMatrix(value.value())
          .named("value")
          .isCloseTo(perRow(golden.tensor("value")), golden.tolerance());
      Variable cotangent = tape.constant(perRow(golden.tensor("cotangent")));
      assertMatrix(tape.gradients(Ops.sum(Ops.mul(value, cotangent))).of(x))
          .named("gradient")
          .isCloseTo(golden.tensor("gradient").matrix(), golden.tolerance());
    }
  }

  private static void checkMetric(GoldenCase golden) {
    Metric metric =
        Metrics.REGISTRY.read(
            Map.of("class_name", golden.get("metric").text(), "config", args(golden)));
    assertEquals(golden.get("metric_name").text(), metric.name());
    MetricState state = metric.start();
    int number = 0;
    for (GoldenValue update : golden.get("updates").items()) {
      if (update.get("reset_before").flag()) {
        state.reset();
      }
      Tensor predictions = update.get("y_pred").tensor();
      Optional<GoldenValue> targets = update.find("y_true");
      state.update(
          targets.map(y -> targets(y.tensor(), predictions)).orElseGet(predictions::matrix),
          predictions.matrix(),
          weights(perStep(predictions), update.find("mask"), update.find("sample_weight")));
      GoldenValue result = update.get("result");
      assertEquals(!result.isTensor(), metric.isScalar());
      assertArray(state.results())
          .named("result after update " + number++)
          .isCloseTo(
              result.isTensor() ? result.tensor().values() : new double[] {result.number()},
              golden.tolerance());
    }
  }

  private static Map<String, Object> args(GoldenCase golden) {
    Map<String, Object> args = new LinkedHashMap<>();
    golden.get("args").fields().forEach((key, value) -> args.put(key, value.plain()));
    return args;
  }

  /** Labels have no axis for the classes. */
  private static DMatrixRMaj targets(Tensor targets, Tensor predictions) {
    return targets.shape().length < predictions.shape().length ? perRow(targets) : targets.matrix();
  }

  private static boolean alongTime(Map<String, Object> config) {
    return Integer.valueOf(1).equals(config.get("axis"));
  }

  private static SampleWeights perStep(Tensor predictions) {
    int[] shape = predictions.shape();
    return SampleWeights.of(shape[0], shape.length == 3 ? shape[1] : 1);
  }

  /** Along time there is a value for each feature of each sequence. */
  private static SampleWeights perFeature(Tensor predictions) {
    int[] shape = predictions.shape();
    return SampleWeights.of(shape[0], shape.length == 3 ? shape[2] : 1);
  }

  private static SampleWeights weights(
      SampleWeights uniform, Optional<GoldenValue> mask, Optional<GoldenValue> sampleWeight) {
    SampleWeights weights =
        mask.map(m -> SampleWeights.of(Mask.of(m.tensor().mask()))).orElse(uniform);
    return sampleWeight.map(w -> weights.times(perRow(w.tensor()))).orElse(weights);
  }

  /** One number for each row: of shape (), (batch), or (batch, time). */
  private static DMatrixRMaj perRow(Tensor tensor) {
    return tensor.shape().length == 2 ? tensor.swapBatchAndTime().column() : tensor.column();
  }
}
