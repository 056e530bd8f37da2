package dev.rewind.training.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rewind.layers.Mask;
import dev.rewind.training.losses.SampleWeights;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Counts above thresholds, precision and recall, against plain loops and cases by hand. */
class ConfusionMetricTest {
  private static final double ROUNDING = 1e-13; // sums of a few hundred numbers
  private static final DMatrixRMaj YES =
      new DMatrixRMaj(new double[][] {{0, 1, 1}, {1, 0, 1}, {0, 0, 1}});
  private static final DMatrixRMaj SCORES =
      new DMatrixRMaj(new double[][] {{0.5, 0.9, 0.2}, {0.7, 0.6, 0.6}, {0.6, 0.1, 0.3}});

  @Test
  void countsOfTheFourKinds() {
    assertEquals(3, result(TruePositives.of(), YES, SCORES));
    assertEquals(2, result(FalsePositives.of(), YES, SCORES));
    assertEquals(2, result(TrueNegatives.of(), YES, SCORES));
    assertEquals(2, result(FalseNegatives.of(), YES, SCORES));
  }

  @Test
  void predictionOnTheThresholdIsNo() {
    assertEquals(0, result(TruePositives.of().thresholds(0.9), YES, SCORES));
    assertEquals(1, result(TruePositives.of().thresholds(0.89), YES, SCORES));
    // evenly spaced from 0 to 1, which is computed otherwise
    DMatrixRMaj p = new DMatrixRMaj(new double[][] {{0, 0.25, 0.5, 0.75, 1, 1.5}});
    DMatrixRMaj yes = new DMatrixRMaj(new double[][] {{1, 1, 1, 1, 1, 1}});
    assertArrayEquals(
        new double[] {5, 3, 0}, results(TruePositives.of().thresholds(0, 0.5, 1), yes, p));
    assertArrayEquals(
        new double[] {1, 3, 6}, results(FalseNegatives.of().thresholds(0, 0.5, 1), yes, p));
  }

  @Test
  void severalThresholdsGiveResultsInTheirOrder() {
    Precision precision = Precision.of().thresholds(0.8, 0.1, 0.55);
    assertArrayEquals(new double[] {1, 5 / 8.0, 3 / 5.0}, results(precision, YES, SCORES));
    Recall recall = Recall.of().thresholds(0.8, 0.1, 0.55);
    assertArrayEquals(new double[] {1 / 5.0, 1, 3 / 5.0}, results(recall, YES, SCORES));
  }

  @Test
  void nothingTakenForYesGivesPrecisionZero() {
    assertEquals(0, result(Precision.of().thresholds(1), YES, SCORES));
    assertEquals(0, result(Recall.of(), new DMatrixRMaj(3, 3), SCORES));
  }

  @Test
  void onlyTheLargestOfARowMeanYes() {
    // 0.9; 0.7; 0.6, and of the equal ones of the second row the first
    assertEquals(2 / 3.0, result(Precision.of().topK(1), YES, SCORES));
    assertEquals(2 / 5.0, result(Recall.of().topK(1), YES, SCORES));
    assertEquals(3 / 6.0, result(Precision.of().topK(2), YES, SCORES));
    assertEquals(1, result(Recall.of().topK(3), YES, SCORES), "without thresholds all count");
    assertEquals(2 / 4.0, result(Precision.of().topK(2).thresholds(0.5), YES, SCORES));
    DMatrixRMaj logits = new DMatrixRMaj(new double[][] {{-3, -1, -2}, {-3, -1, -2}, {-5, -6, -4}});
    assertEquals(2 / 3.0, result(Precision.of().topK(1), YES, logits), "logits below 0 count too");
  }

  @Test
  void ofEqualScoresTheFirstAreAmongTheLargest() {
    DMatrixRMaj equal = new DMatrixRMaj(new double[][] {{0.2, 0.2, 0.2, 0.2}});
    DMatrixRMaj first = new DMatrixRMaj(new double[][] {{1, 1, 0, 0}});
    DMatrixRMaj last = new DMatrixRMaj(new double[][] {{0, 0, 1, 1}});
    assertEquals(1, result(Precision.of().topK(2), first, equal));
    assertEquals(1, result(Recall.of().topK(2), first, equal));
    assertEquals(0, result(Precision.of().topK(2), last, equal));
    assertEquals(0, result(Recall.of().topK(2), last, equal));
  }

  @Test
  void classIdCountsOneColumnAfterTheLargestWereFound() {
    assertEquals(1 / 2.0, result(Precision.of().classId(0), YES, SCORES));
    assertEquals(1 / 3.0, result(Recall.of().classId(2), YES, SCORES));
    assertEquals(1 / 2.0, result(Precision.of().classId(0).topK(1), YES, SCORES));
    assertEquals(0, result(Recall.of().classId(2).topK(1), YES, SCORES));
  }

  @Test
  void weightsAndMasksOfStepsCount() {
    SampleWeights weights =
        SampleWeights.of(Mask.ofLengths(3, 2))
            .times(DMatrixRMaj.wrap(3, 1, new double[] {2, 3, 5}));
    MetricState state = FalsePositives.of().start();
    state.update(YES, SCORES, weights);
    assertEquals(3, state.result(), "the masked step has one too");
    state.update(YES, SCORES, weights);
    assertEquals(6, state.result());
  }

  @Test
  void equalsPlainLoopsOverThresholdsAndElements() {
    Random random = new Random(3);
    double[][] lists = {{0, 0.25, 0.5, 0.75, 1}, {0.9, 0.2, 0.2, 0.41}, {0, 1}, {1}};
    for (double[] thresholds : lists) {
      MetricState precision = Precision.of().thresholds(thresholds).start();
      MetricState recall = Recall.of().thresholds(thresholds).start();
      MetricState negatives = TrueNegatives.of().thresholds(thresholds).start();
      double[][] counts = new double[thresholds.length][4]; // tn, fp, fn, tp
      for (int batch = 0; batch < 3; batch++) {
        DMatrixRMaj y = new DMatrixRMaj(9, 4);
        DMatrixRMaj p = new DMatrixRMaj(9, 4);
        double[] w = random.doubles(9).toArray();
        for (int i = 0; i < 36; i++) {
          y.set(i, random.nextInt(2));
          p.set(i, random.nextInt(21) / 20.0); // many on a threshold
          for (int t = 0; t < thresholds.length; t++) {
            counts[t][2 * (int) y.get(i) + (p.get(i) > thresholds[t] ? 1 : 0)] += w[i / 4];
          }
        }
        SampleWeights weights = SampleWeights.of(9).times(DMatrixRMaj.wrap(9, 1, w));
        for (MetricState state : new MetricState[] {precision, recall, negatives}) {
          state.update(y, p, weights);
        }
      }
      for (int t = 0; t < thresholds.length; t++) {
        double[] c = counts[t];
        double share = c[3] + c[1] == 0 ? 0 : c[3] / (c[3] + c[1]);
        assertEquals(share, precision.results()[t], ROUNDING);
        assertEquals(c[3] / (c[3] + c[2]), recall.results()[t], ROUNDING);
        assertEquals(c[0], negatives.results()[t], ROUNDING);
      }
    }
  }

  private static double result(Metric metric, DMatrixRMaj targets, DMatrixRMaj predictions) {
    MetricState state = metric.start();
    state.update(targets, predictions, SampleWeights.of(targets.numRows));
    return state.result();
  }

  private static double[] results(Metric metric, DMatrixRMaj targets, DMatrixRMaj predictions) {
    MetricState state = metric.start();
    state.update(targets, predictions, SampleWeights.of(targets.numRows));
    return state.results();
  }
}
