package dev.rewind.training.losses;

import static dev.rewind.testkit.MatrixAssertions.assertArray;
import static dev.rewind.training.losses.LossCases.column;
import static dev.rewind.training.losses.LossCases.gradient;
import static dev.rewind.training.losses.LossCases.matrix;
import static dev.rewind.training.losses.LossCases.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rewind.testkit.Tolerance;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class LossExtremesTest {
  /** Exact but for the rounding of one logarithm or quotient. */
  private static final Tolerance EXACT = new Tolerance(1e-15, 0);

  /** 1 − (1 − 10⁻⁷) is 10⁻⁷ to nine digits only. */
  private static final Tolerance CLIPPED = new Tolerance(1e-8, 0);

  private static final SampleWeights ONE_ROW = SampleWeights.of(1);
  private static final SampleWeights ONE_COLUMN = SampleWeights.of(3);
  private static final SampleWeights FOUR_ROWS = SampleWeights.of(4);

  @Test
  void largeLogitsOfClassesStayFinite() {
    DMatrixRMaj logits = matrix(new double[][] {{750, -750, 0}, {750, -750, 0}});
    Loss loss = SparseCategoricalCrossentropy.of().fromLogits(true);
    DMatrixRMaj labels = column(0, 1);
    assertArray(values(loss, labels, logits)).isCloseTo(new double[] {0, 1500}, EXACT);
    assertArray(gradient(loss, labels, logits, SampleWeights.of(2)).data)
        .isCloseTo(new double[] {0, 0, 0, 0.5, -0.5, 0}, EXACT);

    Loss categorical = CategoricalCrossentropy.of().fromLogits(true);
    DMatrixRMaj oneHot = matrix(new double[][] {{1, 0, 0}, {0, 1, 0}});
    assertArray(values(categorical, oneHot, logits)).isCloseTo(new double[] {0, 1500}, EXACT);
  }

  @Test
  void largeBinaryLogitsStayFinite() {
    DMatrixRMaj logits = column(750, 750, -750, -750);
    DMatrixRMaj bits = column(1, 0, 1, 0);
    Loss loss = BinaryCrossentropy.of().fromLogits(true);
    assertArray(values(loss, bits, logits)).isCloseTo(new double[] {0, 750, 750, 0}, EXACT);
    assertArray(gradient(loss, bits, logits, SampleWeights.of(4)).data)
        .isCloseTo(new double[] {0, 0.25, -0.25, 0}, new Tolerance(1e-15, 1e-300));
  }

  @Test
  void confidentBinaryLogitsKeepTheirDigits() {
    double[] value = values(BinaryCrossentropy.of().fromLogits(true), column(1), column(40));
    assertEquals(Math.exp(-40), value[0], 1e-15 * Math.exp(-40));
  }

  @Test
  void probabilitiesOfZeroAndOneAreClipped() {
    double most = -Math.log(1e-7);
    double least = -Math.log1p(-1e-7);
    DMatrixRMaj p = matrix(new double[][] {{1, 0}});
    Loss loss = CategoricalCrossentropy.of();
    assertArray(values(loss, matrix(new double[][] {{0, 1}}), p))
        .isCloseTo(new double[] {most}, EXACT);
    assertArray(values(loss, matrix(new double[][] {{1, 0}}), p))
        .isCloseTo(new double[] {least}, CLIPPED);
    assertArray(values(BinaryCrossentropy.of(), column(0, 1, 0, 1), column(1, 0, 0, 1)))
        .isCloseTo(new double[] {most, most, least, least}, CLIPPED);
  }

  @Test
  void clippedProbabilitiesHaveNoGradient() {
    DMatrixRMaj p = matrix(new double[][] {{1, 0}});
    double[] zeros = {0, 0};
    assertArray(
            gradient(CategoricalCrossentropy.of(), matrix(new double[][] {{0, 1}}), p, ONE_ROW)
                .data)
        .isCloseTo(zeros, EXACT);
    assertArray(gradient(SparseCategoricalCrossentropy.of(), column(1), p, ONE_ROW).data)
        .isCloseTo(zeros, EXACT);
    assertArray(gradient(BinaryCrossentropy.of(), matrix(new double[][] {{0, 1}}), p, ONE_ROW).data)
        .isCloseTo(zeros, EXACT);
  }

  @Test
  void gradientPassesExactlyAtTheEdgeOfClipping() {
    double[] atEdge = gradient(BinaryCrossentropy.of(), column(1), column(1e-7), ONE_ROW).data;
    assertArray(atEdge).isCloseTo(new double[] {-1e7}, CLIPPED);
  }

  @Test
  void absoluteErrorHasNoGradientAtItsKink() {
    double[] slope =
        gradient(MeanAbsoluteError.of(), column(1, 1, 1), column(0, 1, 2), SampleWeights.of(3))
            .data;
    assertArray(slope).isCloseTo(new double[] {-1 / 3.0, 0, 1 / 3.0}, EXACT);
  }

  @Test
  void largeDifferencesDoNotOverflowInLogCosh() {
    double[] value = values(LogCosh.of(), column(0, 0, 0), column(750, -750, 1e-9));
    assertArray(value).isCloseTo(new double[] {750 - Math.log(2), 750 - Math.log(2), 5e-19}, EXACT);
    assertArray(gradient(LogCosh.of(), column(0, 0, 0), column(750, -750, 1e-9), ONE_COLUMN).data)
        .isCloseTo(new double[] {1 / 3.0, -1 / 3.0, 1e-9 / 3}, EXACT);
  }

  @Test
  void divergenceClipsBothSides() {
    DMatrixRMaj y = matrix(new double[][] {{0, 1, 1}});
    DMatrixRMaj p = matrix(new double[][] {{0.5, 0, 1.5}});
    double expected = 1e-7 * Math.log(2e-7) + 7 * Math.log(10);
    assertArray(values(KLDivergence.of(), y, p)).isCloseTo(new double[] {expected}, CLIPPED);
    assertArray(gradient(KLDivergence.of(), y, p, ONE_ROW).data)
        .isCloseTo(new double[] {-2e-7, 0, 0}, CLIPPED);
    DMatrixRMaj edges = matrix(new double[][] {{1, 1e-7, 1}});
    assertArray(gradient(KLDivergence.of(), y, edges, ONE_ROW).data)
        .isCloseTo(new double[] {-1e-7, -1e7, -1}, CLIPPED);
  }

  @Test
  void targetsOfZeroAreMovedInPercentages() {
    assertArray(values(MeanAbsolutePercentageError.of(), column(0, 0), column(2, 0)))
        .isCloseTo(new double[] {2e9, 0}, EXACT);
  }

  @Test
  void rateOfZeroHasALoss() {
    assertArray(values(Poisson.of(), column(1, 0), column(0, 0)))
        .isCloseTo(new double[] {-Math.log(1e-7), 0}, EXACT);
    assertTrue(Double.isNaN(values(Poisson.of(), column(1), column(-1))[0]));
  }

  @Test
  void rowsOfZerosAreAtARightAngle() {
    DMatrixRMaj zeros = matrix(new double[][] {{0, 0}});
    DMatrixRMaj row = matrix(new double[][] {{3, 4}});
    assertArray(values(CosineSimilarity.of(), zeros, row)).isCloseTo(new double[] {-0.0}, EXACT);
    assertArray(gradient(CosineSimilarity.of(), zeros, row, ONE_ROW).data)
        .isCloseTo(new double[] {0, 0}, EXACT);
    assertArray(values(CosineSimilarity.of(), row, zeros)).isCloseTo(new double[] {-0.0}, EXACT);
  }

  @Test
  void cosineHasAGradientWhereThePredictionIsZero() {
    DMatrixRMaj row = matrix(new double[][] {{3, 4}});
    for (double tiny : new double[] {0, 5e-8}) {
      DMatrixRMaj p = matrix(new double[][] {{tiny, 0}});
      assertArray(gradient(CosineSimilarity.of(), row, p, ONE_ROW).data)
          .isCloseTo(new double[] {-0.6e7, -0.8e7}, CLIPPED);
    }
  }

  @Test
  void certainAnswersOfTheFocalLossHaveAGradient() {
    DMatrixRMaj y = column(1, 0, 1, 0);
    DMatrixRMaj p = column(1, 1, 0, 0);
    double most = -Math.log(1e-7);
    double[] squared = gradient(BinaryFocalCrossentropy.of(), y, p, FOUR_ROWS).data;
    assertArray(squared).isCloseTo(new double[] {0, most / 2, -most / 2, 0}, CLIPPED);
    double[] root = gradient(BinaryFocalCrossentropy.of().gamma(0.5), y, p, FOUR_ROWS).data;
    assertArray(root).isCloseTo(new double[] {0, most / 8, -most / 8, 0}, CLIPPED);
    assertArray(gradient(BinaryFocalCrossentropy.of().gamma(0), y, p, FOUR_ROWS).data)
        .isCloseTo(new double[4], EXACT);
  }

  @Test
  void largeLogitsOfFocalLossesStayFinite() {
    Loss binary = BinaryFocalCrossentropy.of().fromLogits(true);
    DMatrixRMaj logits = column(800, 800, -800, -800);
    double most = -Math.log(1e-7);
    assertArray(values(binary, column(1, 0, 1, 0), logits))
        .isCloseTo(new double[] {0, most, most, 0}, CLIPPED);
    assertArray(gradient(binary, column(1, 0, 1, 0), logits, FOUR_ROWS).data)
        .isCloseTo(new double[4], EXACT);
    Loss categorical = CategoricalFocalCrossentropy.of().fromLogits(true);
    DMatrixRMaj row = matrix(new double[][] {{800, -800, 0}});
    DMatrixRMaj wrong = matrix(new double[][] {{0, 0, 1}});
    assertArray(values(categorical, wrong, row))
        .isCloseTo(new double[] {0.25 * most * Math.pow(1 - 1e-7, 2)}, CLIPPED);
    assertArray(gradient(categorical, wrong, row, ONE_ROW).data).isCloseTo(new double[3], EXACT);
  }

  @Test
  void ignoredRowsHideWhatIsNotANumber() {
    Loss loss = SparseCategoricalCrossentropy.of().ignoreClass(-1);
    DMatrixRMaj p = matrix(new double[][] {{Double.NaN, 0.5}, {0.25, 0.75}});
    DMatrixRMaj labels = column(-1, 1);
    assertArray(values(loss, labels, p)).isCloseTo(new double[] {0, -Math.log(0.75)}, EXACT);
    double[] slope = gradient(loss, labels, p, SampleWeights.of(2)).data;
    assertEquals(0, slope[0]);
    assertEquals(0, slope[1]);
    assertTrue(slope[3] < 0, () -> "gradient " + slope[3]);
  }
}
