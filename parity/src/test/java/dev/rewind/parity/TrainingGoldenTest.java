package dev.rewind.parity;

import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static dev.rewind.testkit.MatrixAssertions.assertNumber;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rewind.layers.DataShape;
import dev.rewind.layers.DropoutSource;
import dev.rewind.layers.Weight;
import dev.rewind.optimizers.OptimizerConfig;
import dev.rewind.optimizers.Optimizers;
import dev.rewind.testkit.GoldenCase;
import dev.rewind.testkit.GoldenRun;
import dev.rewind.testkit.GoldenValue;
import dev.rewind.testkit.Tensor;
import dev.rewind.training.Model;
import dev.rewind.training.Predictions;
import dev.rewind.training.data.Batch;
import dev.rewind.training.data.BatchTarget;
import dev.rewind.training.losses.Loss;
import dev.rewind.training.losses.Losses;
import dev.rewind.training.metrics.Metric;
import dev.rewind.training.metrics.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Twenty steps of whole models: losses, metrics, weights, predictions and evaluation. */
@Tag("golden")
class TrainingGoldenTest {

  @Test
  void everyStepOfTrainingIsThatOfKeras() {
    GoldenRun.of("training").run(TrainingGoldenTest::check);
  }

  private static void check(GoldenCase golden) {
    Model model = GoldenModels.build(golden);
    assign(golden.get("weights").items(), model.weights());
    model.compile(optimizer(golden), loss(golden), metrics(golden));
    Map<Integer, Double> classWeights = classWeights(golden);
    int number = 0;
    for (GoldenValue step : golden.get("steps").items()) {
      if (step.get("reset_before").flag()) {
        model.resetStates();
      }
      Batch batch = batch(golden, model, step.get("batch").integer());
      Map<String, Double> scores =
          model.trainOnBatch(batch.withClassWeights(classWeights), dropout(step));
      assertScores(golden, "step " + number, scores, step);
      if (number == 0) {
        assertWeights(golden, "first step", golden.get("weights_after_first_step"), model);
      }
      number++;
    }
    assertWeights(golden, "last step", golden.get("final_weights"), model);
    assertEnd(golden, model);
  }

  private static void assertEnd(GoldenCase golden, Model model) {
    Batch batch = batch(golden, model, 0);
    model.resetStates();
    Predictions predictions = model.predictOnBatch(batch);
    Tensor expected = golden.get("final_predictions").items().get(0).tensor();
    assertMatrix(sampleBySample(predictions, expected))
        .named("predictions")
        .isCloseTo(expected.rows(), golden.tolerance());
    model.resetStates();
    Map<String, Double> evaluation = new TreeMap<>(model.testOnBatch(batch));
    Map<String, GoldenValue> recorded = golden.get("final_evaluation").fields();
    assertEquals(new TreeMap<>(recorded).keySet(), evaluation.keySet());
    evaluation.forEach(
        (name, value) ->
            assertNumber(value)
                .named("evaluated " + name)
                .isCloseTo(recorded.get(name).number(), golden.tolerance()));
  }

  private static void assertScores(
      GoldenCase golden, String when, Map<String, Double> scores, GoldenValue step) {
    Map<String, Double> expected = new TreeMap<>();
    expected.put("loss", step.get("loss").number());
    step.get("metrics").fields().forEach((name, value) -> expected.put(name, value.number()));
    assertEquals(expected.keySet(), new TreeMap<>(scores).keySet());
    expected.forEach(
        (name, value) ->
            assertNumber(scores.get(name))
                .named(name + " of " + when)
                .isCloseTo(value, golden.tolerance()));
  }

  private static void assign(List<GoldenValue> recorded, List<Weight> weights) {
    assertEquals(recorded.size(), weights.size());
    for (int i = 0; i < weights.size(); i++) {
      assertEquals(recorded.get(i).get("trainable").flag(), weights.get(i).trainable());
      weights.get(i).parameter().assign(recorded.get(i).get("value").tensor().rows());
    }
  }

  private static void assertWeights(
      GoldenCase golden, String when, GoldenValue recorded, Model model) {
    List<Weight> weights = model.weights();
    for (int i = 0; i < weights.size(); i++) {
      GoldenValue weight = recorded.items().get(i);
      assertMatrix(weights.get(i).parameter().value())
          .named(weight.get("path").text() + " after the " + when)
          .isCloseTo(weight.get("value").tensor().rows(), golden.tolerance());
    }
  }

  private static Batch batch(GoldenCase golden, Model model, int number) {
    GoldenValue recorded = golden.get("batches").items().get(number);
    Batch[] inputs =
        recorded.get("inputs").items().stream().map(i -> input(i.tensor())).toArray(Batch[]::new);
    DataShape output = model.outputShape();
    Tensor targets = recorded.get("targets").tensor();
    int rank = targets.shape().length;
    boolean labels = rank == (output.hasTime() ? 2 : 1);
    Tensor ordered = output.hasTime() ? targets.swapBatchAndTime() : targets;
    DMatrixRMaj values = labels ? ordered.column() : ordered.rows();
    Batch batch =
        Batch.zip(inputs)
            .withTargets(
                output.hasTime()
                    ? BatchTarget.ofSteps(values, targets.shape()[1])
                    : BatchTarget.of(values));
    return recorded
        .find("sample_weight")
        .map(GoldenValue::tensor)
        .map(w -> batch.withSampleWeights(perRow(w)))
        .orElse(batch);
  }

  private static Batch input(Tensor tensor) {
    boolean tokens = tensor.type() == Tensor.Type.INT64;
    if (tensor.shape().length == (tokens ? 1 : 2)) {
      return Batch.ofVectors(tokens ? tensor.column() : tensor.rows());
    }
    Tensor ordered = tensor.swapBatchAndTime();
    DMatrixRMaj values = tokens ? ordered.column() : ordered.rows();
    return Batch.ofSequences(values, tensor.shape()[1], Optional.empty());
  }

  private static DMatrixRMaj perRow(Tensor weights) {
    return (weights.shape().length == 2 ? weights.swapBatchAndTime() : weights).column();
  }

  /** One block of rows per sample, as the recorded array has them. */
  private static DMatrixRMaj sampleBySample(Predictions predictions, Tensor expected) {
    DMatrixRMaj rows = new DMatrixRMaj(expected.rows().numRows, expected.rows().numCols);
    int steps = rows.numRows / predictions.size();
    for (int i = 0; i < predictions.size(); i++) {
      CommonOps_DDRM.insert(predictions.sample(i), rows, i * steps, 0);
    }
    return rows;
  }

  /** The recorded masks of each layer; a model has no dropout where none are recorded. */
  private static DropoutSource dropout(GoldenValue step) {
    return request -> {
      String layer = request.owner().split("/", -1)[0];
      GoldenValue masks = step.get("dropout").get(layer);
      return new RecordedDropout(masks, false).mask(request);
    };
  }

  private static OptimizerConfig optimizer(GoldenCase golden) {
    return Optimizers.REGISTRY.read(described(golden.get("optimizer")));
  }

  private static Loss loss(GoldenCase golden) {
    return Losses.REGISTRY.read(described(golden.get("loss")));
  }

  private static Metric[] metrics(GoldenCase golden) {
    return golden.get("metrics").items().stream()
        .map(metric -> Metrics.REGISTRY.read(described(metric)))
        .toArray(Metric[]::new);
  }

  private static Map<?, ?> described(GoldenValue value) {
    return (Map<?, ?>) KerasForm.of(value);
  }

  private static Map<Integer, Double> classWeights(GoldenCase golden) {
    Map<Integer, Double> weights = new LinkedHashMap<>();
    golden
        .find("class_weight")
        .ifPresent(
            recorded ->
                recorded
                    .fields()
                    .forEach((label, w) -> weights.put(Integer.parseInt(label), w.number())));
    return weights;
  }
}
