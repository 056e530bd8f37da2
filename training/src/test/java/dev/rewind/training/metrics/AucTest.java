package dev.rewind.training.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rewind.layers.Mask;
import dev.rewind.training.losses.SampleWeights;
import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class AucTest {
  private static final double ROUNDING = 1e-13; // sums of some hundred numbers
  private static final DMatrixRMaj YES = column(0, 0, 1, 1);
  private static final DMatrixRMaj SCORES = column(0, 0.5, 0.3, 0.9);

  @Test
  void examplesOfKeras() {
    // Keras 3.15.1, docstring of AUC: tp = [2, 1, 0], fp = [2, 0, 0].
    assertEquals(0.75, result(AUC.of().numThresholds(3), YES, SCORES));
    MetricState state = AUC.of().numThresholds(3).start();
    state.update(YES, SCORES, SampleWeights.of(4).times(column(1, 0, 0, 1)));
    assertEquals(1, state.result());
  }

  @Test
  void rocIsTheShareOfPairsInOrder() {
    Random random = new Random(1);
    int n = 60;
    DMatrixRMaj y = new DMatrixRMaj(n, 1);
    DMatrixRMaj p = new DMatrixRMaj(n, 1);
    for (int i = 0; i < n; i++) {
      y.set(i, i % 3 == 0 ? 1 : 0);
      p.set(i, random.nextInt(40) / 40.0 + 0.01); // between thresholds 1/40 apart
    }
    double inOrder = 0;
    for (int i = 0; i < n; i += 3) {
      for (int j = 0; j < n; j++) {
        if (j % 3 != 0) {
          inOrder += p.get(i) > p.get(j) ? 1 : p.get(i) == p.get(j) ? 0.5 : 0;
        }
      }
    }
    double expected = inOrder / (20 * 40);
    assertEquals(expected, result(AUC.of().numThresholds(41), y, p), ROUNDING);
  }

  @Test
  void bucketsCountAsComparingEveryElementWithEveryThreshold() {
    int n = 11;
    double[] inner = new double[n - 2];
    for (int i = 0; i < inner.length; i++) {
      inner[i] = (i + 1.0) / (n - 1);
    }
    double[] uneven = inner.clone();
    uneven[4] += 1e-4; // searched for, not computed; no prediction lies between
    Random random = new Random(4);
    DMatrixRMaj y = new DMatrixRMaj(30, 3);
    DMatrixRMaj p = new DMatrixRMaj(30, 3);
    for (int i = 0; i < y.getNumElements(); i++) {
      y.set(i, random.nextInt(2));
      int step = random.nextInt(11);
      p.set(i, step == 5 ? 0.47 : step / 10.0); // on a threshold, but for the moved one
    }
    for (AUCCurve curve : AUCCurve.values()) {
      for (AUCSummationMethod method : AUCSummationMethod.values()) {
        AUC auc = AUC.of().curve(curve).summationMethod(method);
        double expected = result(auc.thresholds(uneven), y, p);
        assertEquals(expected, result(auc.numThresholds(n), y, p), ROUNDING);
        assertEquals(expected, result(auc.thresholds(inner), y, p), ROUNDING);
      }
    }
  }

  @Test
  void boundsLieAroundTheInterpolation() {
    // tp 2 1 1 0, fp 2 1 0 0: from (1, 1) by (½, ½) and (0, ½) to (0, 0)
    AUC auc = AUC.of().numThresholds(4);
    assertEquals(0.5, result(auc.summationMethod(AUCSummationMethod.MINORING), YES, SCORES));
    assertEquals(0.625, result(auc, YES, SCORES));
    assertEquals(0.75, result(auc.summationMethod(AUCSummationMethod.MAJORING), YES, SCORES));
  }

  @Test
  void precisionRecallByHand() {
    // thresholds −ε, ½, 1 + ε: tp 2 1 0, fp 2 0 0, so recall 1 ½ 0 and precision ½ 1 0
    AUC auc = AUC.of().numThresholds(3).curve(AUCCurve.PR);
    assertEquals(0.25, result(auc.summationMethod(AUCSummationMethod.MINORING), YES, SCORES));
    assertEquals(1, result(auc.summationMethod(AUCSummationMethod.MAJORING), YES, SCORES));
    // ∫ of precision: slope 1/3, intercept 2/3 from 1 to 4 positives; slope 1 from 0 to 1
    double expected = (1 + 2 / 3.0 * Math.log(4)) / 3 / 2 + 0.5;
    assertEquals(expected, result(auc, YES, SCORES), ROUNDING);
  }

  @Test
  void gainsByHand() {
    // as many yes as no: gain of recall 1 0 0, of precision 0 1 1
    AUC auc = AUC.of().numThresholds(3).curve(AUCCurve.PRGAIN);
    assertEquals(0.5, result(auc, YES, SCORES));
  }

  @Test
  void logitsGoThroughTheSigmoid() {
    DMatrixRMaj logits = column(-3, 0.1, -0.8, 2.2);
    DMatrixRMaj p = new DMatrixRMaj(4, 1);
    for (int i = 0; i < 4; i++) {
      p.set(i, 1 / (1 + Math.exp(-logits.get(i))));
    }
    assertEquals(result(AUC.of(), YES, p), result(AUC.of().fromLogits(true), YES, logits));
  }

  @Test
  void labelsApartGiveTheMeanOfTheirAreas() {
    DMatrixRMaj y = new DMatrixRMaj(new double[][] {{0, 1}, {0, 0}, {1, 1}, {1, 0}});
    DMatrixRMaj p =
        new DMatrixRMaj(new double[][] {{0.1, 0.2}, {0.5, 0.9}, {0.3, 0.7}, {0.9, 0.4}});
    double first = result(AUC.of(), column(0, 0, 1, 1), column(0.1, 0.5, 0.3, 0.9));
    double second = result(AUC.of(), column(1, 0, 1, 0), column(0.2, 0.9, 0.7, 0.4));
    AUC auc = AUC.of().multiLabel(true);
    assertEquals((first + second) / 2, result(auc, y, p), ROUNDING);
    assertEquals((first + 3 * second) / 4, result(auc.labelWeights(1, 3), y, p), ROUNDING);
    assertEquals((first + second) / 2, result(auc.numLabels(2), y, p), ROUNDING);
    assertEquals(0, result(auc.labelWeights(0, 0), y, p));
  }

  @Test
  void labelWeightsOfOneHeapWeighElements() {
    DMatrixRMaj y = new DMatrixRMaj(new double[][] {{0, 1}, {1, 0}});
    DMatrixRMaj p = new DMatrixRMaj(new double[][] {{0.1, 0.2}, {0.5, 0.9}});
    MetricState state = AUC.of().start();
    state.update(
        column(0, 1, 1, 0),
        column(0.1, 0.2, 0.5, 0.9),
        SampleWeights.of(4).times(column(2, 0.5, 2, 0.5)));
    assertEquals(state.result(), result(AUC.of().labelWeights(2, 0.5), y, p), ROUNDING);
  }

  @Test
  void maskedStepsDoNotCount() {
    MetricState state = AUC.of().start();
    state.update(
        column(0, 0, 1, 1), column(0.2, 0.1, 0.8, 0.05), SampleWeights.of(Mask.ofLengths(2, 2, 1)));
    assertEquals(1, state.result(), ROUNDING);
  }

  @Test
  void numbersOutsideOfTheRangeAreItsEnds() {
    MetricState inside = AUC.of().numThresholds(5).start();
    inside.update(YES, column(0, 0.5, 1, 1), SampleWeights.of(4));
    MetricState outside = AUC.of().numThresholds(5).start();
    outside.update(YES, column(-2, 0.5, 1.5, 1), SampleWeights.of(4));
    assertArrayEquals(inside.state(), outside.state());
    double[] state = inside.state();
    assertEquals(4, Arrays.stream(state).sum(), "each element is counted once");
  }

  private static double result(Metric metric, DMatrixRMaj targets, DMatrixRMaj predictions) {
    MetricState state = metric.start();
    state.update(targets, predictions, SampleWeights.of(targets.numRows));
    return state.result();
  }

  private static DMatrixRMaj column(double... values) {
    return DMatrixRMaj.wrap(values.length, 1, values);
  }
}
