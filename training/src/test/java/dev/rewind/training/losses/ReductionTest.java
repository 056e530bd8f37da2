package dev.rewind.training.losses;

import static dev.rewind.testkit.MatrixAssertions.assertArray;
import static dev.rewind.training.losses.LossCases.call;
import static dev.rewind.training.losses.LossCases.column;
import static dev.rewind.training.losses.LossCases.gradient;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rewind.autograd.Tape;
import dev.rewind.autograd.Variable;
import dev.rewind.layers.Mask;
import dev.rewind.layers.Sequence;
import dev.rewind.testkit.Tolerance;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Squared errors 1, 4, 9, 16, 25, 36: three steps of two samples. */
class ReductionTest {
  private static final double ROUNDING = 1e-14;
  private static final DMatrixRMaj Y = column(0, 0, 0, 0, 0, 0);
  private static final DMatrixRMaj X = column(1, 2, 3, 4, 5, 6);
  private static final SampleWeights STEPS = SampleWeights.of(2, 3);

  /** Sample 0 has three steps, sample 1 one: rows 3 and 5 are masked. */
  private static final SampleWeights MASKED = SampleWeights.of(Mask.ofLengths(3, 3, 1));

  private static final MeanSquaredError LOSS = MeanSquaredError.of();

  @Test
  void meanDividesByTheNumberOfRows() {
    assertEquals(91 / 6.0, call(LOSS, Y, X, STEPS), ROUNDING);
    assertEquals(91 / 6.0, call(LOSS.reduction(Reduction.MEAN), Y, X, STEPS), ROUNDING);
  }

  @Test
  void meanDividesByTheCountAndNotByTheSumOfWeights() {
    SampleWeights weights = STEPS.times(column(2, 0, 0, 0, 0, 1));
    assertEquals(38 / 6.0, call(LOSS, Y, X, weights), ROUNDING);
  }

  @Test
  void meanWithSampleWeightDividesByTheSumOfWeights() {
    Loss loss = LOSS.reduction(Reduction.MEAN_WITH_SAMPLE_WEIGHT);
    assertEquals(38 / 3.0, call(loss, Y, X, STEPS.times(column(2, 0, 0, 0, 0, 1))), ROUNDING);
    assertEquals(91 / 6.0, call(loss, Y, X, STEPS), ROUNDING);
    assertEquals(39 / 4.0, call(loss, Y, X, MASKED), ROUNDING);
  }

  @Test
  void sumDividesByNothing() {
    Loss loss = LOSS.reduction(Reduction.SUM);
    assertEquals(91, call(loss, Y, X, STEPS), ROUNDING);
    assertEquals(39, call(loss, Y, X, MASKED), ROUNDING);
  }

  @Test
  void maskGivesTheMeanOfValidSteps() {
    assertEquals((1 + 4 + 9 + 25) / 4.0, call(LOSS, Y, X, MASKED), ROUNDING);
    assertEquals(0, gradient(LOSS, Y, X, MASKED).get(3, 0));
    assertEquals(2 * 5 / 4.0, gradient(LOSS, Y, X, MASKED).get(4, 0), ROUNDING);
  }

  @Test
  void maskAndWeightsMultiply() {
    SampleWeights weights = MASKED.times(column(2, 1, 1, 100, 0.5, 100));
    assertEquals((2 + 4 + 9 + 12.5) / 4, call(LOSS, Y, X, weights), ROUNDING);
  }

  @Test
  void weightsOfTwoCallsMultiply() {
    DMatrixRMaj samples = column(1, 10);
    DMatrixRMaj steps = column(2, 3, 4, 5, 6, 7);
    assertWeights(STEPS.times(samples).times(steps), 2, 30, 4, 50, 6, 70);
    assertWeights(STEPS.times(steps).times(samples), 2, 30, 4, 50, 6, 70);
    assertWeights(STEPS.times(steps).times(steps), 4, 9, 16, 25, 36, 49);
    assertWeights(STEPS.times(samples).times(samples), 1, 100, 1, 100, 1, 100);
    assertWeights(MASKED.times(samples).times(steps), 2, 30, 4, 0, 6, 0);
    assertEquals(101, STEPS.times(samples).times(samples).sum());
    assertEquals(162, STEPS.times(samples).times(steps).sum());
  }

  private static void assertWeights(SampleWeights weights, double... expected) {
    double[] actual = IntStream.range(0, weights.rows()).mapToDouble(weights::weight).toArray();
    assertArray(actual).isCloseTo(expected, new Tolerance(0, 0));
  }

  @Test
  void weightOfASampleServesAllItsSteps() {
    SampleWeights weights = STEPS.times(column(1, 10));
    assertEquals((1 + 9 + 25 + 10 * (4 + 16 + 36)) / 6.0, call(LOSS, Y, X, weights), 1e-13);
  }

  @Test
  void weightOfASampleIsSummedOnceUnlessThereIsAMask() {
    Loss loss = LOSS.reduction(Reduction.MEAN_WITH_SAMPLE_WEIGHT);
    assertEquals(595 / 11.0, call(loss, Y, X, STEPS.times(column(1, 10))), 1e-13);
    assertEquals(75 / 13.0, call(loss, Y, X, MASKED.times(column(1, 10))), 1e-13);
  }

  @Test
  void withoutReductionRowsStayApart() {
    try (Tape tape = Tape.create()) {
      SampleWeights weights = MASKED.times(column(2, 1, 1, 100, 0.5, 100));
      double[] values =
          LOSS.reduction(Reduction.NONE).call(Y, tape.constant(X), weights).value().copy().data;
      assertArray(values).isCloseTo(new double[] {2, 4, 9, 0, 12.5, 0}, new Tolerance(0, 0));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void allMaskedGivesZero(Reduction reduction) {
    SampleWeights nothing = SampleWeights.of(Mask.ofLengths(3, 0, 0));
    assertEquals(0, call(LOSS.reduction(reduction), Y, X, nothing));
    assertArray(gradient(LOSS.reduction(reduction), Y, X, nothing).data)
        .isCloseTo(new double[6], new Tolerance(0, 0));
  }

  @Test
  void ignoredLabelsAreMaskedInAdditionToTheMask() {
    Loss loss = SparseCategoricalCrossentropy.of().ignoreClass(-1);
    DMatrixRMaj p = LossCases.matrix(new double[][] {{0.5, 0.5}, {0.2, 0.8}, {0.4, 0.6}, {1, 0}});
    DMatrixRMaj labels = column(0, -1, 1, 0);
    double expected = -(Math.log(0.5) + Math.log(0.6)) / 2;
    assertEquals(
        expected, call(loss, labels, p, SampleWeights.of(Mask.ofLengths(2, 2, 1))), ROUNDING);
  }

  @Test
  void notANumberIsNotHiddenByAMask() {
    DMatrixRMaj x = column(1, 2, 3, Double.NaN, 5, 6);
    assertTrue(Double.isNaN(call(LOSS, Y, x, MASKED)));
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void partsOfABatchAddUpToTheBatch(Reduction reduction) {
    SampleWeights first = SampleWeights.of(Mask.ofLengths(1, 1, 0)).times(column(2, 3));
    SampleWeights rest = SampleWeights.of(Mask.ofLengths(1, 1, 1, 1, 0)).times(column(1, 4, 2, 5));
    SampleWeights all =
        SampleWeights.of(Mask.ofLengths(1, 1, 0, 1, 1, 1, 0)).times(column(2, 3, 1, 4, 2, 5));
    double divisor = WeightedReduction.divisor(all, reduction);
    if (reduction != Reduction.SUM) {
      double ofParts =
          WeightedReduction.divisor(first, reduction) + WeightedReduction.divisor(rest, reduction);
      assertEquals(divisor, ofParts);
    }
    try (Tape tape = Tape.create()) {
      Variable one = tape.constant(column(1, 4));
      Variable two = tape.constant(column(9, 16, 25, 36));
      double parts =
          WeightedReduction.reduce(one, first, reduction, divisor).scalar()
              + WeightedReduction.reduce(two, rest, reduction, divisor).scalar();
      assertEquals(call(LOSS.reduction(reduction), Y, X, all), parts, ROUNDING);
    }
  }

  @Test
  void outputOfAModelBringsItsMask() {
    try (Tape tape = Tape.create()) {
      Optional<Mask> mask = Optional.of(Mask.ofLengths(3, 3, 1));
      Sequence output = Sequence.of(tape.constant(X), 3, mask);
      assertEquals(39 / 4.0, LOSS.call(Y, output).scalar(), ROUNDING);
      assertEquals(91 / 6.0, LOSS.call(Y, Sequence.of(tape.constant(X), 3)).scalar(), ROUNDING);
    }
  }
}
