package dev.rewind.training.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rewind.autograd.Tape;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.training.losses.SampleWeights;
import dev.rewind.training.losses.SparseCategoricalCrossentropy;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class MetricTest {
  private static final double ROUNDING = 1e-15;
  private static final DMatrixRMaj SCORES =
      new DMatrixRMaj(new double[][] {{0.1, 0.6, 0.3}, {0.5, 0.2, 0.3}, {0.4, 0.4, 0.2}});

  @Test
  void binaryAccuracyComparesWithTheThreshold() {
    DMatrixRMaj bits = new DMatrixRMaj(new double[][] {{0, 1}, {1, 1}});
    DMatrixRMaj p = new DMatrixRMaj(new double[][] {{0.5, 0.51}, {0.2, 0.4}});
    assertEquals(2 / 4.0, result(BinaryAccuracy.of(), bits, p));
    assertEquals(2 / 4.0, result(BinaryAccuracy.of().threshold(0.3), bits, p));
    assertEquals(3 / 4.0, result(BinaryAccuracy.of().threshold(0.1), bits, p));
  }

  @Test
  void sparseAccuracyTakesTheFirstOfEqualScores() {
    assertEquals(1, result(SparseCategoricalAccuracy.of(), column(1, 0, 0), SCORES));
    assertEquals(2 / 3.0, result(SparseCategoricalAccuracy.of(), column(1, 0, 1), SCORES));
  }

  @Test
  void categoricalAccuracyComparesLargestElements() {
    DMatrixRMaj oneHot = new DMatrixRMaj(new double[][] {{0, 1, 0}, {0, 0, 1}, {1, 0, 0}});
    assertEquals(2 / 3.0, result(CategoricalAccuracy.of(), oneHot, SCORES));
  }

  @Test
  void predictionThatIsNotANumberIsTheLargest() {
    double nan = Double.NaN;
    // torch.argmax says 1, 0, 1, 2
    DMatrixRMaj scores =
        new DMatrixRMaj(
            new double[][] {{0.1, nan, 0.2}, {nan, 0.9, nan}, {1, nan, nan}, {9, 2, nan}});
    assertEquals(1, result(SparseCategoricalAccuracy.of(), column(1, 0, 1, 2), scores));
    assertEquals(0, result(SparseCategoricalAccuracy.of(), column(2, 1, 0, 0), scores));
    DMatrixRMaj oneHot =
        new DMatrixRMaj(new double[][] {{0, 0, 1}, {0, 1, 0}, {1, 0, 0}, {1, 0, 0}});
    assertEquals(0, result(CategoricalAccuracy.of(), oneHot, scores));
  }

  @Test
  void plainAccuracyComparesElements() {
    DMatrixRMaj y = new DMatrixRMaj(new double[][] {{1, 2}, {3, 4}});
    DMatrixRMaj p = new DMatrixRMaj(new double[][] {{1, 2}, {4, 4}});
    assertEquals(3 / 4.0, result(Accuracy.of(), y, p));
  }

  @Test
  void automaticAccuracyFollowsTheShapes() {
    assertEquals(1, result(Metrics.accuracy(), column(1, 0), column(0.7, 0.2)));
    assertEquals(2 / 3.0, result(Metrics.accuracy(), column(1, 0, 2), SCORES));
    DMatrixRMaj oneHot = new DMatrixRMaj(new double[][] {{1, 0, 0}, {1, 0, 0}, {0, 0, 1}});
    assertEquals(1 / 3.0, result(Metrics.accuracy(), oneHot, SCORES), ROUNDING);
    assertEquals("accuracy", Metrics.accuracy().name());
  }

  @Test
  void streamingEqualsWhole() {
    DMatrixRMaj labels = column(1, 2, 0, 1, 0);
    DMatrixRMaj scores =
        new DMatrixRMaj(
            new double[][] {
              {0.1, 0.6, 0.3}, {0.5, 0.2, 0.3}, {0.4, 0.3, 0.3}, {0.1, 0.2, 0.7}, {0.8, 0.1, 0.1}
            });
    double[] weights = {0.5, 2, 1.5, 0.25, 3};
    for (Metric metric :
        new Metric[] {
          SparseCategoricalAccuracy.of(), LossMetric.of(SparseCategoricalCrossentropy.of())
        }) {
      MetricState whole = metric.start();
      whole.update(labels, scores, SampleWeights.of(5).times(column(weights)));
      MetricState streamed = metric.start();
      int[] cuts = {0, 2, 3, 5};
      for (int i = 1; i < cuts.length; i++) {
        int from = cuts[i - 1];
        int to = cuts[i];
        streamed.update(
            rows(labels, from, to),
            rows(scores, from, to),
            SampleWeights.of(to - from).times(rows(column(weights), from, to)));
      }
      assertEquals(whole.result(), streamed.result(), ROUNDING, metric.name());
    }
  }

  @Test
  void maskedStepsDoNotCount() {
    SampleWeights weights = SampleWeights.of(Mask.ofLengths(2, 2, 1));
    MetricState state = SparseCategoricalAccuracy.of().start();
    DMatrixRMaj scores = new DMatrixRMaj(new double[][] {{1, 0}, {1, 0}, {0, 1}, {0, 1}});
    state.update(column(0, 1, 1, 1), scores, weights);
    assertEquals(2 / 3.0, state.result(), ROUNDING);
  }

  @Test
  void meanOfARowIsTheMeanOfItsColumns() {
    RunningMean mean = new RunningMean();
    mean.update(
        new DMatrixRMaj(new double[][] {{1, 3}, {4, 8}}), SampleWeights.of(2).times(column(3, 1)));
    assertEquals((3 * 2 + 6) / 4.0, mean.result(), ROUNDING);
    mean.update(10, 4);
    assertEquals((12 + 40) / 8.0, mean.result(), ROUNDING);
  }

  @Test
  void samplesCountTheSameWhateverTheirLength() {
    RunningMean mean = new RunningMean();
    mean.update(column(1, 1, 1, 1), SampleWeights.of(1, 4));
    mean.update(column(0, 0), SampleWeights.of(1, 2));
    assertEquals(0.5, mean.result(), ROUNDING);
  }

  @Test
  void stepsOfMaskedBatchesAreDividedByThePaddedLength() {
    RunningMean mean = new RunningMean();
    mean.update(column(1, 1, 1, 1), SampleWeights.of(Mask.ofLengths(4, 2)));
    mean.update(column(0, 0), SampleWeights.of(1, 2));
    assertEquals(0.5 / 1.5, mean.result(), ROUNDING);
  }

  @Test
  void resultIsZeroBeforeTheFirstUpdateAndAfterReset() {
    MetricState state = BinaryAccuracy.of().start();
    assertEquals(0, state.result());
    state.update(column(1), column(0.9), SampleWeights.of(1));
    assertEquals(1, state.result());
    state.reset();
    assertEquals(0, state.result());
  }

  @Test
  void outputOfAModelBringsItsMask() {
    try (Tape tape = Tape.create()) {
      DMatrixRMaj p = column(0.9, 0.9, 0.9, 0.1);
      Sequence output = Sequence.of(tape.constant(p), 2, Optional.of(Mask.ofLengths(2, 2, 1)));
      MetricState state = BinaryAccuracy.of().start();
      state.update(column(1, 1, 0, 1), output);
      assertEquals(2 / 3.0, state.result(), ROUNDING);
    }
  }

  @Test
  void ignoredRowsCountAsZeroUnlessThereAreWeights() {
    // Keras 3.15.1: 0.6314321756362915 and 1.262864351272583 in float32.
    Metric metric = LossMetric.of(SparseCategoricalCrossentropy.of().ignoreClass(1));
    DMatrixRMaj labels = column(0, 1, 2, 1);
    DMatrixRMaj p =
        new DMatrixRMaj(new double[][] {{.2, .3, .5}, {.1, .8, .1}, {.3, .3, .4}, {.6, .2, .2}});
    double sum = -Math.log(0.2) - Math.log(0.4);
    MetricState state = metric.start();
    state.update(labels, p, SampleWeights.of(4));
    assertEquals(sum / 4, state.result(), ROUNDING);
    state.reset();
    state.update(labels, p, SampleWeights.of(4).times(column(1, 1, 1, 1)));
    assertEquals(sum / 2, state.result(), ROUNDING);
  }

  private static double result(Metric metric, DMatrixRMaj targets, DMatrixRMaj predictions) {
    MetricState state = metric.start();
    state.update(targets, predictions, SampleWeights.of(targets.numRows));
    return state.result();
  }

  private static DMatrixRMaj rows(DMatrixRMaj matrix, int from, int to) {
    DMatrixRMaj rows = new DMatrixRMaj(to - from, matrix.numCols);
    System.arraycopy(matrix.data, from * matrix.numCols, rows.data, 0, rows.getNumElements());
    return rows;
  }

  private static DMatrixRMaj column(double... values) {
    return DMatrixRMaj.wrap(values.length, 1, values);
  }
}
