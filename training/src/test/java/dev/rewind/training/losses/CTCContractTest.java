package dev.rewind.training.losses;

import static dev.rewind.training.losses.LossCases.column;
import static dev.rewind.training.losses.LossCases.matrix;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.autograd.check.GradientCheck;
import dev.rewind.core.Shape;
import dev.rewind.layers.Mask;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Gradients by differences, configuration and messages of CTC. */
class CTCContractTest {
  /** Three steps of two samples, three classes. */
  private static final DMatrixRMaj LOGITS =
      matrix(
          new double[][] {
            {0.3, -1.2, 2.1},
            {-0.4, 0.9, 0.2},
            {1.7, -0.6, -2.2},
            {0.8, 1.1, -0.7},
            {-1.9, 0.5, 1.4},
            {2.6, -0.1, 0.6}
          });

  private static final DMatrixRMaj LABELS = matrix(new double[][] {{2, 1}, {1, 0}});

  @Test
  void samplesHaveTheirGradients() {
    check(CTC.of().reduction(Reduction.NONE), LABELS, SampleWeights.of(2, 3));
    check(CTC.of().reduction(Reduction.NONE), repeated(), SampleWeights.of(2, 3));
  }

  @Test
  void maskedAndWeightedLossHasItsGradient() {
    SampleWeights weights = SampleWeights.of(Mask.ofLengths(3, 3, 1)).times(column(0.5, 2));
    check(CTC.of(), LABELS, weights);
    check(CTC.of().reduction(Reduction.MEAN_WITH_SAMPLE_WEIGHT), LABELS, weights);
  }

  private static void check(Loss loss, DMatrixRMaj labels, SampleWeights weights) {
    GradientCheck.of((tape, x) -> loss.call(labels, x[0], weights))
        .inputs(LOGITS)
        .run()
        .requirePassed();
  }

  private static DMatrixRMaj repeated() {
    return matrix(new double[][] {{2, 2}, {0, 0}});
  }

  @Test
  void onlyLossesOfSequencesAreOnePerSequence() {
    assertTrue(CTC.of().perSequence());
    assertFalse(MeanSquaredError.of().perSequence());
  }

  @Test
  void meansDivideBySamplesAndWeights() {
    double[] each = LossCases.values(CTC.of(), LABELS, LOGITS);
    SampleWeights weights = SampleWeights.of(2, 3).times(column(0.5, 2));
    double sum = 0.5 * each[0] + 2 * each[1];
    assertEquals(sum / 2, LossCases.call(CTC.of(), LABELS, LOGITS, weights), 1e-14);
    Loss mean = CTC.of().reduction(Reduction.MEAN_WITH_SAMPLE_WEIGHT);
    assertEquals(sum / 2.5, LossCases.call(mean, LABELS, LOGITS, weights), 1e-14);
  }

  @Test
  void shapesThatDoNotFit() {
    refused(
        matrix(new double[][] {{1}, {1}, {1}, {1}}),
        SampleWeights.of(2, 3),
        "ctc: targets are [4, 1] and predictions [6, 3]; expected targets with one row for each"
            + " sample and predictions with one for each of its time steps. Pad short rows of"
            + " labels with 0.");
    assertEquals(
        "ctc: predictions are [2, 1]; expected at least 2 columns. Give the last layer one unit for"
            + " each label and one for the blank, which is the first.",
        assertThrows(
                IllegalArgumentException.class,
                () -> CTC.of().checkTargets(column(0, 0), Shape.of(column(1, 2))))
            .getMessage());
  }

  @Test
  void labelsThatDoNotFit() {
    refused(
        matrix(new double[][] {{1, 2}, {3, 0}}),
        SampleWeights.of(2, 3),
        "ctc: target [1, 0] is 3.0; expected a whole number in [0, 3), one class for each column of"
            + " the predictions.");
    refused(
        matrix(new double[][] {{1, 2}, {0, 1}}),
        SampleWeights.of(2, 3),
        "ctc: target [1, 1] is 1.0 behind a 0; expected 0. Pad labels at the end, and give the blank"
            + " no label.");
  }

  @Test
  void labelsThatNeedMoreStepsThanThereAre() {
    refused(
        matrix(new double[][] {{1, 2, 1}, {2, 2, 1}}),
        SampleWeights.of(2, 3),
        "ctc: the labels of sample 1 need 4 time steps, 1 of them between equal labels; expected at"
            + " most 3, those of the predictions. Shorten the labels or give the model longer"
            + " sequences.");
    refused(
        LABELS,
        SampleWeights.of(Mask.ofLengths(3, 1, 3)),
        "ctc: the labels of sample 0 need 2 time steps, 0 of them between equal labels; expected at"
            + " most 1, those of the predictions. Shorten the labels or give the model longer"
            + " sequences.");
  }

  @Test
  void weightsThatDoNotFit() {
    refused(
        LABELS,
        SampleWeights.of(2, 3).times(column(1, 1, 1, 1, 1, 1)),
        "ctc: sampleWeight has 6 rows, one for each step; expected 2. Give one weight for each"
            + " sample.");
    refused(
        LABELS,
        SampleWeights.of(6),
        "ctc: weights are for 6 samples of 1 steps; expected 2 of 3. Make them of the output of the"
            + " model.");
  }

  private static void refused(DMatrixRMaj labels, SampleWeights weights, String expected) {
    try (Tape tape = Tape.create()) {
      Variable x = tape.variable(LOGITS);
      assertEquals(
          expected,
          assertThrows(IllegalArgumentException.class, () -> CTC.of().call(labels, x, weights))
              .getMessage());
      assertEquals(0, tape.size());
    }
  }
}
