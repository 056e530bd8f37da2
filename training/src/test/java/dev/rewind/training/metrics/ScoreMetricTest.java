package dev.rewind.training.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rewind.layers.Mask;
import dev.rewind.training.losses.SampleWeights;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** F-scores, the score of regressions, top-k accuracies, sums and perplexity. */
class ScoreMetricTest {
  private static final double ROUNDING = 1e-14;
  private static final double EPSILON = 1e-6; // Keras' 1e-7 in three divisors

  /** Keras 3.15.1, docstrings of FBetaScore and F1Score. */
  private static final DMatrixRMaj YES =
      new DMatrixRMaj(new double[][] {{1, 1, 1}, {1, 0, 0}, {1, 1, 0}});

  private static final DMatrixRMaj SCORES =
      new DMatrixRMaj(new double[][] {{0.2, 0.6, 0.7}, {0.2, 0.6, 0.6}, {0.6, 0.8, 0}});

  @Test
  void scoresOfClassesAreThoseOfKeras() {
    assertArrayEquals(
        new double[] {5 / 13.0, 10 / 11.0, 5 / 6.0},
        results(FBetaScore.of().beta(2).threshold(0.5), YES, SCORES),
        EPSILON);
    assertArrayEquals(
        new double[] {1 / 2.0, 4 / 5.0, 2 / 3.0},
        results(F1Score.of().threshold(0.5), YES, SCORES),
        EPSILON);
  }

  @Test
  void scoresOfClassesAreAveraged() {
    F1Score score = F1Score.of().threshold(0.5);
    // each class: 1/2, 4/5, 2/3, targets of 3, 2, 1 rows; together tp 4, fp 2, fn 2
    assertEquals(
        (1 / 2.0 + 4 / 5.0 + 2 / 3.0) / 3,
        result(score.average(Average.MACRO), YES, SCORES),
        EPSILON);
    assertEquals(
        (3 / 2.0 + 8 / 5.0 + 2 / 3.0) / 6,
        result(score.average(Average.WEIGHTED), YES, SCORES),
        EPSILON);
    assertEquals(4 / 6.0, result(score.average(Average.MICRO), YES, SCORES), EPSILON);
  }

  @Test
  void withoutThresholdTheLargestOfARowIsTaken() {
    // columns 2; 1 and 2, which are equal; 1
    assertArrayEquals(
        new double[] {0, 1 / 2.0, 2 / 3.0}, results(F1Score.of(), YES, SCORES), EPSILON);
    assertArrayEquals(new double[3], results(F1Score.of(), YES, new DMatrixRMaj(3, 3)));
  }

  @Test
  void weightsOfRowsCount() {
    MetricState state = F1Score.of().threshold(0.5).start();
    state.update(YES, SCORES, SampleWeights.of(3).times(column(0, 2, 1)));
    // class 1: tp 1, fp 2, fn 0
    assertEquals(2 * 1 / 3.0 / (4 / 3.0), state.results()[1], EPSILON);
  }

  @Test
  void stepsOfSequencesAreRows() {
    MetricState score = F1Score.of().threshold(0.5).start();
    score.update(YES, SCORES, SampleWeights.of(1, 3));
    assertArrayEquals(results(F1Score.of().threshold(0.5), YES, SCORES), score.results());
    MetricState determination = R2Score.of().start();
    determination.update(YES, SCORES, SampleWeights.of(1, 3));
    assertEquals(result(R2Score.of(), YES, SCORES), determination.result());
  }

  @Test
  void determinationByPlainLoops() {
    DMatrixRMaj y = new DMatrixRMaj(new double[][] {{1, 2}, {4, 2.5}, {3, 7}, {0, 1}});
    DMatrixRMaj p = new DMatrixRMaj(new double[][] {{2, 2}, {4, 3}, {4, 6}, {1, 2}});
    double[] w = {1, 2, 0.5, 1};
    double[] scores = new double[2];
    double[] variations = new double[2];
    for (int k = 0; k < 2; k++) {
      double mean = 0;
      for (int i = 0; i < 4; i++) {
        mean += w[i] * y.get(i, k) / 4.5;
      }
      double errors = 0;
      for (int i = 0; i < 4; i++) {
        variations[k] += w[i] * Math.pow(y.get(i, k) - mean, 2);
        errors += w[i] * Math.pow(y.get(i, k) - p.get(i, k), 2);
      }
      scores[k] = 1 - errors / variations[k];
    }
    SampleWeights weights = SampleWeights.of(4).times(column(w));
    R2Score score = R2Score.of();
    MetricState none = score.classAggregation(ClassAggregation.NONE).start();
    none.update(y, p, weights);
    assertArrayEquals(scores, none.results(), ROUNDING);
    double uniform = (scores[0] + scores[1]) / 2;
    assertEquals(uniform, result(score, y, p, weights), ROUNDING);
    assertEquals(
        (scores[0] * variations[0] + scores[1] * variations[1]) / (variations[0] + variations[1]),
        result(score.classAggregation(ClassAggregation.VARIANCE_WEIGHTED_AVERAGE), y, p, weights),
        ROUNDING);
    // 8 elements
    assertEquals(
        1 - (1 - uniform) * 7 / 5, result(score.numRegressors(2), y, p, weights), ROUNDING);
    assertEquals(uniform, result(score.numRegressors(7), y, p, weights), ROUNDING);
  }

  @Test
  void targetsThatDoNotVaryScoreZeroUnlessTheyAreMet() {
    assertEquals(0, result(R2Score.of(), column(2, 2), column(1, 3)));
    assertEquals(Double.NaN, result(R2Score.of(), column(2, 2), column(2, 2)));
  }

  @Test
  void labelIsAmongTheBest() {
    DMatrixRMaj p = new DMatrixRMaj(new double[][] {{0.1, 0.9, 0.8}, {0.05, 0.95, 0}, {1, 1, 1}});
    assertEquals(
        2 / 3.0, result(SparseTopKCategoricalAccuracy.of().k(1), column(2, 1, 2), p), ROUNDING);
    assertEquals(1, result(SparseTopKCategoricalAccuracy.of().k(2), column(2, 1, 2), p));
    assertEquals(
        2 / 3.0, result(SparseTopKCategoricalAccuracy.of().k(2), column(0, 1, 2), p), ROUNDING);
    DMatrixRMaj oneHot = new DMatrixRMaj(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    assertEquals(2 / 3.0, result(TopKCategoricalAccuracy.of().k(2), oneHot, p), ROUNDING);
    assertEquals(0, result(SparseTopKCategoricalAccuracy.of().k(3), column(3, -1, 0.5), p));
  }

  @Test
  void labelIsAmongTheFirstListed() {
    DMatrixRMaj best = new DMatrixRMaj(new double[][] {{7, 0, 3}, {1, 2, 7}});
    SparseTopKCategoricalAccuracy metric = SparseTopKCategoricalAccuracy.of().fromSortedIds(true);
    assertEquals(0.5, result(metric.k(2), column(7, 7), best));
    assertEquals(1, result(metric.k(3), column(7, 7), best));
  }

  @Test
  void rootIsTakenOfTheMeanOfAll() {
    MetricState state = RootMeanSquaredError.of().start();
    state.update(column(0, 0), column(3, 1), SampleWeights.of(2));
    state.update(column(0), column(2), SampleWeights.of(1).times(column(4)));
    assertEquals(Math.sqrt((9 + 1 + 4 * 4) / 6.0), state.result(), ROUNDING);
  }

  @Test
  void sumAndMeanAreThoseOfPredictions() {
    DMatrixRMaj p = new DMatrixRMaj(new double[][] {{1, 3}, {5, 7}});
    SampleWeights weights = SampleWeights.of(2).times(column(2, 0.5));
    assertEquals(2 * 4 + 0.5 * 12, result(Sum.of(), column(0, 0), p, weights));
    assertEquals((2 * 2 + 0.5 * 6) / 2.5, result(Mean.of(), column(0, 0), p, weights), ROUNDING);
    SampleWeights masked = SampleWeights.of(Mask.ofLengths(2, 1));
    assertEquals(4, result(Sum.of(), column(0, 0), p, masked));
  }

  @Test
  void perplexityIsTheExponentialOfTheMeanCrossentropy() {
    DMatrixRMaj p =
        new DMatrixRMaj(new double[][] {{0.5, 0.25, 0.25}, {0.25, 0.5, 0.25}, {0.1, 0.1, 0.8}});
    assertEquals(
        Math.pow(0.5 * 0.25 * 0.8, -1 / 3.0),
        result(Perplexity.of(), column(0, 2, 2), p),
        ROUNDING);
    assertEquals(
        Math.pow(0.5 * 0.8, -0.5),
        result(Perplexity.of().maskTokenId(1), column(0, 1, 2), p),
        ROUNDING);
    assertEquals(
        2, result(Perplexity.of().maskTokenId(-1), column(0, -1, -1), p), ROUNDING, "no token");
    DMatrixRMaj logits = new DMatrixRMaj(3, 4);
    assertEquals(4, result(Perplexity.of().fromLogits(true), column(0, 3, 2), logits), ROUNDING);
  }

  @Test
  void perplexityWeighsBatchesByTheirSamplesAndTokensByTheirWeights() {
    DMatrixRMaj p =
        new DMatrixRMaj(new double[][] {{0.5, 0.5}, {0.25, 0.75}, {0.5, 0.5}, {0.1, 0.9}});
    MetricState state = Perplexity.of().start();
    state.update(column(0, 0, 0, 0), p, SampleWeights.of(Mask.ofLengths(2, 2, 1)));
    double first = (Math.log(2) + Math.log(4) + Math.log(2)) / 3;
    assertEquals(Math.exp(first), state.result(), ROUNDING, "masked");
    state.update(column(0, 0, 0, 0), p, SampleWeights.of(1, 4).times(column(1, 3, 0, 0)));
    double second = (Math.log(2) + 3 * Math.log(4)) / 4;
    assertEquals(Math.exp((2 * first + second) / 3), state.result(), ROUNDING);
    state.update(column(0, 0, 0, 0), p, SampleWeights.of(4).times(new DMatrixRMaj(4, 1)));
    assertEquals(Math.exp((2 * first + second) / 3), state.result(), ROUNDING, "nothing counts");
    MetricState ofSamples = Perplexity.of().start();
    ofSamples.update(column(0, 0, 0, 0), p, SampleWeights.of(2, 2).times(column(3, 0)));
    assertEquals(2, ofSamples.result(), ROUNDING, "one weight for both steps of the first sample");
  }

  private static double result(Metric metric, DMatrixRMaj targets, DMatrixRMaj predictions) {
    return result(metric, targets, predictions, SampleWeights.of(targets.numRows));
  }

  private static double result(
      Metric metric, DMatrixRMaj targets, DMatrixRMaj predictions, SampleWeights weights) {
    MetricState state = metric.start();
    state.update(targets, predictions, weights);
    return state.result();
  }

  private static double[] results(Metric metric, DMatrixRMaj targets, DMatrixRMaj predictions) {
    MetricState state = metric.start();
    state.update(targets, predictions, SampleWeights.of(targets.numRows));
    return state.results();
  }

  private static DMatrixRMaj column(double... values) {
    return DMatrixRMaj.wrap(values.length, 1, values);
  }
}
