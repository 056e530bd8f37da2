package dev.rewind.training.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rewind.core.Shape;
import dev.rewind.training.losses.SampleWeights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What metrics can be told: Keras' keys and defaults, ranges, and shapes that fit. */
class MetricArgumentsTest {

  /** Metrics that differ from their defaults in every option. */
  static Stream<Metric> changed() {
    return Stream.of(
        TopKCategoricalAccuracy.of().k(2).name("best two"),
        SparseTopKCategoricalAccuracy.of().k(2).fromSortedIds(true).dtype("float32"),
        TruePositives.of().thresholds(0.1),
        TrueNegatives.of().thresholds(0.1, 0.05),
        FalsePositives.of().thresholds(0, 0.5, 1),
        FalseNegatives.of().thresholds(0.2),
        Precision.of().thresholds(0.3, 0.1).topK(2).classId(1),
        Recall.of().thresholds(0.15).topK(3).classId(0),
        F1Score.of().average(Average.MACRO).threshold(0.2),
        FBetaScore.of().average(Average.WEIGHTED).beta(2).threshold(0.2),
        FBetaScore.of().average(Average.MICRO),
        AUC.of()
            .numThresholds(7)
            .curve(AUCCurve.PR)
            .summationMethod(AUCSummationMethod.MAJORING)
            .multiLabel(true)
            .numLabels(6)
            .labelWeights(1, 2, 3, 4, 5, 0)
            .fromLogits(true),
        AUC.of().thresholds(0.3, 0.1).curve(AUCCurve.PRGAIN),
        AUC.of().multiLabel(true),
        R2Score.of().classAggregation(ClassAggregation.NONE).numRegressors(3),
        R2Score.of().classAggregation(ClassAggregation.VARIANCE_WEIGHTED_AVERAGE),
        Perplexity.of().fromLogits(true).maskTokenId(3));
  }

  @ParameterizedTest
  @MethodSource("changed")
  void configurationReadsBackEqual(Metric metric) {
    assertEquals(metric, Metrics.REGISTRY.read(metric.toPlain()));
    assertFalse(metric.options().hasOnlyDefaults());
  }

  @Test
  void defaultsAndKeysAreThoseOfKeras() {
    defaults(TopKCategoricalAccuracy.of(), "top_k_categorical_accuracy", Map.of("k", 5));
    defaults(
        SparseTopKCategoricalAccuracy.of(), "sparse_top_k_categorical_accuracy", Map.of("k", 5));
    Optional<?> none = Optional.empty();
    defaults(TruePositives.of(), "true_positives", Map.of("thresholds", none));
    defaults(
        Precision.of(), "precision", Map.of("thresholds", none, "top_k", none, "class_id", none));
    defaults(F1Score.of(), "f1_score", Map.of("average", none, "threshold", none));
    defaults(
        FBetaScore.of(), "fbeta_score", Map.of("average", none, "threshold", none, "beta", 1.0));
    defaults(
        AUC.of(),
        "auc",
        Map.of(
            "num_thresholds",
            200,
            "curve",
            "ROC",
            "summation_method",
            "interpolation",
            "multi_label",
            false,
            "num_labels",
            none,
            "label_weights",
            none,
            "from_logits",
            false));
    defaults(
        R2Score.of(),
        "r2_score",
        Map.of("class_aggregation", "uniform_average", "num_regressors", 0));
    defaults(RootMeanSquaredError.of(), "root_mean_squared_error", Map.of());
    defaults(Mean.of(), "mean", Map.of());
    defaults(Sum.of(), "sum", Map.of());
    defaults(Perplexity.of(), "perplexity", Map.of("from_logits", false, "mask_token_id", none));
  }

  private static void defaults(Metric metric, String name, Map<String, ?> own) {
    Map<String, Object> config = metric.getConfig();
    assertEquals(name, config.remove("name"));
    assertEquals("float64", config.remove("dtype"));
    assertEquals(own, config);
  }

  @Test
  void wordsOfKerasAreReadInBothSpellings() {
    for (String curve : List.of("pr", "PR")) {
      assertEquals(AUC.of().curve(AUCCurve.PR), auc(Map.of("curve", curve)));
    }
    for (String method : List.of("minoring", "Minoring")) {
      assertEquals(
          AUC.of().summationMethod(AUCSummationMethod.MINORING),
          auc(Map.of("summation_method", method)));
    }
    assertEquals(
        Precision.of().thresholds(0.7),
        Precision.of().fromConfig(Map.of("thresholds", List.of(0.7))));
    message("AUC: curve is Pr; expected one of ROC, PR, PRGAIN.", () -> auc(Map.of("curve", "Pr")));
    message(
        "Recall: thresholds is half; expected a number or a list of numbers.",
        () -> Recall.of().fromConfig(Map.of("thresholds", "half")));
    message(
        "R2Score: class_aggregation is mean; expected one of none, uniform_average,"
            + " variance_weighted_average.",
        () -> R2Score.of().fromConfig(Map.of("class_aggregation", "mean")));
  }

  private static Metric auc(Map<String, Object> config) {
    return AUC.of().fromConfig(config);
  }

  @Test
  void thresholdsOfAnAreaAreSortedAndSayHowManyThereAre() {
    AUC auc = AUC.of().numThresholds(50).thresholds(0.7, 0.2);
    assertEquals(List.of(0.2, 0.7), auc.getConfig().get("thresholds"));
    assertEquals(4, auc.numThresholds());
    assertEquals(auc, auc(Map.of("thresholds", List.of(0.7, 0.2), "num_thresholds", 50)));
    assertEquals(AUC.of().numThresholds(3), auc.numThresholds(3));
  }

  @Test
  void metricsWithSeveralNumbersSaySo() {
    assertTrue(Precision.of().isScalar());
    assertTrue(Precision.of().thresholds(0.3).isScalar());
    assertFalse(Precision.of().thresholds(0.3, 0.4).isScalar());
    assertFalse(F1Score.of().isScalar());
    assertTrue(F1Score.of().average(Average.MICRO).isScalar());
    assertTrue(R2Score.of().isScalar());
    assertFalse(R2Score.of().classAggregation(ClassAggregation.NONE).isScalar());
    assertTrue(AUC.of().multiLabel(true).isScalar());
  }

  @Test
  void valuesOutOfRangeAreRefusedWhenSet() {
    message(
        "Precision: thresholds must be one or more numbers in [0, 1], got [0.2, 1.5].",
        () -> Precision.of().thresholds(0.2, 1.5));
    message(
        "TruePositives: thresholds must be one or more numbers in [0, 1], got [].",
        () -> TruePositives.of().fromConfig(Map.of("thresholds", List.of())));
    message("Recall: topK must be positive, got 0.", () -> Recall.of().topK(0));
    message("Recall: classId must be at least 0, got -1.", () -> Recall.of().classId(-1));
    message(
        "TopKCategoricalAccuracy: k must be positive, got 0.",
        () -> TopKCategoricalAccuracy.of().k(0));
    message("F1Score: threshold must be in (0, 1], got 0.0.", () -> F1Score.of().threshold(0));
    message(
        "FBetaScore: beta must be finite and positive, got 0.0.", () -> FBetaScore.of().beta(0));
    message("AUC: numThresholds must be above 1, got 1.", () -> AUC.of().numThresholds(1));
    message(
        "AUC: thresholds must be one or more numbers in [0, 1], got [-0.1].",
        () -> AUC.of().thresholds(-0.1));
    message(
        "AUC: numLabels must be positive, got 0.", () -> AUC.of().multiLabel(true).numLabels(0));
    message(
        "AUC: numLabels is 3 without multiLabel. Set multiLabel(true) first.",
        () -> AUC.of().numLabels(3));
    message(
        "AUC: labelWeights must be finite numbers of at least 0, got [-1.0].",
        () -> AUC.of().labelWeights(-1));
    message(
        "R2Score: numRegressors must be at least 0, got -1.", () -> R2Score.of().numRegressors(-1));
  }

  @Test
  void shapesThatDoNotFitAreNamedBeforeTraining() {
    String oneHot =
        ": targets are [4, 1] and predictions [4, 3]; expected the same shape. Write labels of"
            + " several classes as one-hot rows.";
    shapes("precision" + oneHot, Precision.of(), 1);
    shapes("false_positives" + oneHot, FalsePositives.of(), 1);
    shapes("f1_score" + oneHot, F1Score.of(), 1);
    shapes("auc" + oneHot, AUC.of(), 1);
    String unit =
        ": targets are [4, 1] and predictions [4, 3]; expected the same shape. Give the last layer"
            + " one unit for each target.";
    shapes("r2_score" + unit, R2Score.of(), 1);
    shapes("root_mean_squared_error" + unit, RootMeanSquaredError.of(), 1);
    shapes(
        "top_k_categorical_accuracy: targets are [4, 1] and predictions [4, 3]; expected the same"
            + " shape. For labels in one column use SparseTopKCategoricalAccuracy.",
        TopKCategoricalAccuracy.of(),
        1);
    shapes(
        "sparse_top_k_categorical_accuracy: targets are [4, 3] and predictions [4, 3]; expected"
            + " targets [4, 1]. For one-hot targets use TopKCategoricalAccuracy.",
        SparseTopKCategoricalAccuracy.of(),
        3);
    shapes(
        "perplexity: targets are [4, 3] and predictions [4, 3]; expected targets [4, 1]. Write"
            + " targets as ids of tokens, one in each row.",
        Perplexity.of(),
        3);
  }

  @Test
  void columnsThatAreNotThereAreNamedBeforeTraining() {
    shapes(
        "top_k_categorical_accuracy: predictions are [4, 3] and k is 5; expected 5 columns or more."
            + " Set a smaller k.",
        TopKCategoricalAccuracy.of(),
        3);
    shapes(
        "recall: predictions are [4, 3] and topK is 4; expected 4 columns or more. Set a smaller"
            + " topK.",
        Recall.of().topK(4),
        3);
    shapes(
        "recall: predictions are [4, 3] and classId is 3; expected a class below 3. Classes are"
            + " counted from 0.",
        Recall.of().classId(3),
        3);
    shapes(
        "auc: predictions are [4, 3] and numLabels is 2; expected as many as there are columns.",
        AUC.of().multiLabel(true).numLabels(2),
        3);
    shapes(
        "auc: predictions are [4, 3] and there are 2 labelWeights; expected as many as there are"
            + " columns.",
        AUC.of().labelWeights(1, 2),
        3);
  }

  @Test
  void anotherNumberOfColumnsIsRefusedUntilReset() {
    MetricState state = R2Score.of().start();
    state.update(new DMatrixRMaj(4, 3), new DMatrixRMaj(4, 3), SampleWeights.of(4));
    DMatrixRMaj two = new DMatrixRMaj(4, 2);
    message(
        "r2_score: predictions have 2 columns and those before had 3; expected the same number."
            + " Reset the metric before other data.",
        () -> state.update(two, two, SampleWeights.of(4)));
    state.reset();
    state.update(two, two, SampleWeights.of(4));
    assertEquals(2 * 5, state.state().length);
    message(
        "r2_score: the state has 7 numbers; expected a multiple of 5. Give what state() of the"
            + " same metric returned.",
        () -> state.restore(new double[7]));
  }

  private static void shapes(String expected, Metric metric, int targetColumns) {
    message(expected, () -> metric.checkShapes(new Shape(4, targetColumns), new Shape(4, 3)));
  }

  private static void message(String expected, Runnable wrong) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, wrong::run).getMessage());
  }
}
