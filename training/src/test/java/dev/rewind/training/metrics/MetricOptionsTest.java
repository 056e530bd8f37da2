package dev.rewind.training.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rewind.core.Shape;
import dev.rewind.training.losses.BinaryCrossentropy;
import dev.rewind.training.losses.CTC;
import dev.rewind.training.losses.Loss;
import dev.rewind.training.losses.MeanAbsoluteError;
import dev.rewind.training.losses.MeanAbsolutePercentageError;
import dev.rewind.training.losses.MeanSquaredError;
import dev.rewind.training.losses.MeanSquaredLogarithmicError;
import dev.rewind.training.losses.SampleWeights;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Names, configurations and messages of metrics. */
class MetricOptionsTest {
  private static final DMatrixRMaj SCORES =
      new DMatrixRMaj(new double[][] {{0.1, 0.6, 0.3}, {0.5, 0.2, 0.3}, {0.4, 0.4, 0.2}});

  @Test
  void metricOfALossHasItsNameAndNoReduction() {
    Metric metric = LossMetric.of(BinaryCrossentropy.of().name("bits").fromLogits(true));
    assertEquals("bits", metric.name());
    assertEquals(
        Map.of("name", "bits", "from_logits", true, "label_smoothing", 0.0, "dtype", "float64"),
        metric.getConfig());
    assertEquals(metric, Metrics.REGISTRY.read(metric.toPlain()));
  }

  @Test
  void everyMetricOfALossReadsBackByItsName() {
    for (String name :
        new String[] {
          "mean_absolute_percentage_error",
          "mean_squared_logarithmic_error",
          "kl_divergence",
          "poisson",
          "hinge",
          "squared_hinge",
          "categorical_hinge",
          "cosine_similarity"
        }) {
      Metric metric = Metrics.REGISTRY.read(name);
      assertEquals(name, metric.name());
      assertEquals(Map.of("name", name, "dtype", "float64"), metric.getConfig());
      assertEquals(metric, Metrics.REGISTRY.read(metric.toPlain()));
    }
  }

  @Test
  void typeThatKerasWritesWithAMetricIsKept() {
    Map<String, Object> config = Map.of("name", "mse", "dtype", "float32");
    Metric read = Metrics.REGISTRY.read(Map.of("class_name", "MeanSquaredError", "config", config));
    assertEquals(config, read.getConfig());
    assertEquals(read, Metrics.REGISTRY.read(read.toPlain()));
  }

  @Test
  void logCoshHasAnotherClassNameAsAMetric() {
    assertEquals(LogCoshError.of(), Metrics.REGISTRY.read("LogCoshError"));
    assertEquals("logcosh", LogCoshError.of().name());
    assertEquals(
        LogCoshError.of().name("lc"),
        Metrics.REGISTRY.read(LogCoshError.of().name("lc").toPlain()));
    message(
        "lc: targets are [4, 1] and predictions [4, 3]; expected the same shape. Give the last"
            + " layer one unit for each target.",
        LogCoshError.of().name("lc"));
  }

  @Test
  void cosineSimilarityIsTheNegativeOfTheLoss() {
    CosineSimilarity metric = CosineSimilarity.of().name("angle");
    assertEquals(metric, Metrics.REGISTRY.read(metric.toPlain()));
    assertEquals(metric.axis(1), Metrics.REGISTRY.read(metric.axis(1).toPlain()));
    assertEquals(1, metric.axis(1).getConfig().get("axis"));
    MetricState state = metric.start();
    DMatrixRMaj targets = new DMatrixRMaj(new double[][] {{2, 0}, {1, 0}, {0, 3}});
    DMatrixRMaj predictions = new DMatrixRMaj(new double[][] {{3, 4}, {5, 0}, {8, -6}});
    state.update(targets, predictions, SampleWeights.of(3));
    assertEquals((0.6 + 1 - 0.6) / 3, state.result(), 1e-15);
    message(
        "angle: targets are [4, 1] and predictions [4, 3]; expected the same shape. Give the last"
            + " layer one unit for each target.",
        metric);
  }

  @Test
  void lossOfWholeSequencesIsNoMetric() {
    assertEquals(
        "LossMetric: ctc is a loss of whole sequences; expected one of rows. Read it off the loss.",
        assertThrows(IllegalArgumentException.class, () -> LossMetric.of(CTC.of())).getMessage());
  }

  @Test
  void lossAlongTimeIsNoMetricOfRows() {
    Loss loss = dev.rewind.training.losses.CosineSimilarity.of().axis(1);
    assertEquals(
        "LossMetric: cosine_similarity compares along time; expected a loss of rows. Use the metric"
            + " CosineSimilarity.",
        assertThrows(IllegalArgumentException.class, () -> LossMetric.of(loss)).getMessage());
  }

  @Test
  void shortNamesOfKerasAreKnown() {
    for (String name : new String[] {"mse", "MSE"}) {
      assertEquals(LossMetric.of(MeanSquaredError.of()), Metrics.REGISTRY.read(name));
    }
    for (String name : new String[] {"mae", "MAE"}) {
      assertEquals(LossMetric.of(MeanAbsoluteError.of()), Metrics.REGISTRY.read(name));
    }
    for (String name : new String[] {"bce", "BCE"}) {
      assertEquals(LossMetric.of(BinaryCrossentropy.of()), Metrics.REGISTRY.read(name));
    }
    for (String name : new String[] {"mape", "MAPE"}) {
      assertEquals(LossMetric.of(MeanAbsolutePercentageError.of()), Metrics.REGISTRY.read(name));
    }
    for (String name : new String[] {"msle", "MSLE"}) {
      assertEquals(LossMetric.of(MeanSquaredLogarithmicError.of()), Metrics.REGISTRY.read(name));
    }
  }

  @Test
  void configurationsReadBackEqual() {
    for (Metric metric :
        new Metric[] {
          Metrics.accuracy(),
          Accuracy.of().name("a"),
          BinaryAccuracy.of().threshold(0.2),
          CategoricalAccuracy.of().name("b"),
          SparseCategoricalAccuracy.of()
        }) {
      assertEquals(metric, Metrics.REGISTRY.read(metric.toPlain()));
    }
    assertEquals(Metrics.accuracy(), Metrics.REGISTRY.read("accuracy"));
    assertEquals(Metrics.accuracy(), Metrics.REGISTRY.read("acc"));
    assertEquals(BinaryAccuracy.of(), Metrics.REGISTRY.read("binary_accuracy"));
  }

  @Test
  void shapesThatDoNotFitAreNamedBeforeTraining() {
    message(
        "binary_accuracy: targets are [4, 1] and predictions [4, 3]; expected the same shape. For"
            + " the labels of several classes use SparseCategoricalAccuracy.",
        BinaryAccuracy.of());
    message(
        "categorical_accuracy: targets are [4, 1] and predictions [4, 3]; expected the same shape."
            + " For labels in one column use SparseCategoricalAccuracy.",
        CategoricalAccuracy.of());
    message(
        "exact: targets are [4, 1] and predictions [4, 3]; expected the same shape. For"
            + " probabilities of classes use Metrics.accuracy().",
        Accuracy.of().name("exact"));
    message(
        "mean_squared_error: targets are [4, 1] and predictions [4, 3]; expected the same shape."
            + " Give the last layer one unit for each target.",
        LossMetric.of(MeanSquaredError.of()));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Metrics.accuracy().checkShapes(new Shape(4, 2), new Shape(4, 3)));
    assertEquals(
        "accuracy: targets are [4, 2] and predictions [4, 3]; expected the same shape. For labels"
            + " in one column use SparseCategoricalAccuracy.",
        e.getMessage());
  }

  @Test
  void refusedBatchAddsNothing() {
    MetricState state = SparseCategoricalAccuracy.of().start();
    state.update(column(1, 0, 0), SCORES, SampleWeights.of(3));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> state.update(SCORES, SCORES, SampleWeights.of(3)));
    assertEquals(
        "sparse_categorical_accuracy: targets are [3, 3] and predictions [3, 3]; expected targets"
            + " [3, 1]. For one-hot targets use CategoricalAccuracy.",
        e.getMessage());
    assertEquals(
        "sparse_categorical_accuracy: weights are for 2 rows; expected 3.",
        assertThrows(
                IllegalArgumentException.class,
                () -> state.update(column(1, 0, 0), SCORES, SampleWeights.of(2)))
            .getMessage());
    assertEquals(1, state.result());
  }

  private static void message(String expected, Metric metric) {
    assertEquals(
        expected,
        assertThrows(
                IllegalArgumentException.class,
                () -> metric.checkShapes(new Shape(4, 1), new Shape(4, 3)))
            .getMessage());
  }

  private static DMatrixRMaj column(double... values) {
    return DMatrixRMaj.wrap(values.length, 1, values);
  }
}
