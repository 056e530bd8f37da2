package dev.rewind.training.data;

import static dev.rewind.testkit.MatrixAssertions.assertArray;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.testkit.Tolerance;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class StandardizerTest {
  // Two ways to sum some hundred doubles: they agree to a few units in the last place, times the
  // count.
  private static final Tolerance ROUNDING = new Tolerance(1e-12, 1e-13);

  private static List<double[][]> sequences(long seed, double mean, double deviation) {
    RandomSource random = RandomSource.of(seed);
    List<double[][]> sequences = new ArrayList<>();
    for (int sample = 0; sample < 25; sample++) {
      DMatrixRMaj values = new DMatrixRMaj(1 + random.nextInt(12), 2);
      sequences.add(random.fillGaussian(mean, deviation, values).get2DData());
    }
    return sequences;
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Standardizer: " + message);
  }

  /** The population standard deviation, in two plain passes. */
  private static double[][] meanAndDeviation(List<double[][]> sequences) {
    double[][] result = new double[2][2];
    for (int feature = 0; feature < 2; feature++) {
      double sum = 0;
      int count = 0;
      for (double[][] sequence : sequences) {
        for (double[] step : sequence) {
          sum += step[feature];
          count++;
        }
      }
      double squares = 0;
      for (double[][] sequence : sequences) {
        for (double[] step : sequence) {
          squares += (step[feature] - sum / count) * (step[feature] - sum / count);
        }
      }
      result[0][feature] = sum / count;
      result[1][feature] = Math.sqrt(squares / count);
    }
    return result;
  }

  @Test
  void meanAndDeviationAreThoseOfAllStepsOfTheTrainingPart() {
    List<double[][]> training = sequences(1, 100, 3);
    double[][] expected = meanAndDeviation(training);
    Standardizer standardizer = Standardizer.fit(SequenceDataset.of(training));

    assertArray(standardizer.mean()).isCloseTo(expected[0], ROUNDING);
    assertArray(standardizer.deviation()).isCloseTo(expected[1], ROUNDING);
  }

  @Test
  void testDataAreScaledByTheTrainingPartAndPaddingStaysZero() {
    double[][] learned = meanAndDeviation(sequences(1, 100, 3));
    List<double[][]> test = sequences(2, -50, 10);
    Dataset standardized =
        Standardizer.fit(SequenceDataset.of(sequences(1, 100, 3))).apply(SequenceDataset.of(test));

    int[] order = RandomSource.of(3).permutation(test.size());
    Batch batch = standardized.batch(order);
    DMatrixRMaj inputs = batch.inputs();

    double[] expected = new double[inputs.getNumElements()];
    for (int b = 0; b < order.length; b++) {
      double[][] sequence = test.get(order[b]);
      for (int t = 0; t < sequence.length; t++) {
        for (int f = 0; f < 2; f++) {
          expected[(t * order.length + b) * 2 + f] =
              (sequence[t][f] - learned[0][f]) / learned[1][f];
        }
      }
    }
    assertThat(batch.mask()).isPresent();
    assertArray(inputs.data).isCloseTo(expected, ROUNDING);
  }

  @Test
  void standardizedTrainingPartHasMeanZeroAndDeviationOne() {
    SequenceDataset training = SequenceDataset.of(sequences(4, 1e6, 0.5));
    Standardizer again = Standardizer.fit(Standardizer.fit(training).apply(training));

    assertArray(again.mean())
        .isCloseTo(new double[] {0, 0}, new Tolerance(0, 1e-9)); // 1e6 · 2⁻⁵³ / 0.5, and sums
    assertArray(again.deviation()).isCloseTo(new double[] {1, 1}, new Tolerance(0, 1e-9));
  }

  @Test
  void constantFeatureKeepsDeviationOne() {
    // 0.1 is not a binary fraction: a plain sum of many of them, divided, is not 0.1 again
    List<double[][]> sequences = new ArrayList<>();
    for (int sample = 0; sample < 100; sample++) {
      sequences.add(new double[][] {{0.1, sample}});
    }
    SequenceDataset data = SequenceDataset.of(sequences);
    Standardizer standardizer = Standardizer.fit(data);

    assertThat(standardizer.mean()[0]).isEqualTo(0.1);
    assertThat(standardizer.deviation()[0]).isEqualTo(1);
    assertThat(standardizer.apply(data).batch(50).inputs().get(0, 0)).isZero();
  }

  @Test
  void vectorsAreStandardizedToo() {
    SequenceDataset data = SequenceDataset.ofVectors(new double[][] {{1}, {3}, {5}, {7}});
    Batch batch = Standardizer.fit(data).apply(data).batch(3, 0);

    double deviation = Math.sqrt(5); // (9 + 1 + 1 + 9) / 4
    assertArray(batch.inputs().data)
        .isCloseTo(new double[] {3 / deviation, -3 / deviation}, ROUNDING);
  }

  @Test
  void onlyInputsAreChanged() {
    SequenceDataset data =
        SequenceDataset.ofVectors(new double[][] {{1}, {3}})
            .withLabels(new int[] {1, 0}, List.of("a", "b"))
            .withSampleWeights(2, 3);
    Dataset standardized = Standardizer.fit(data).apply(data);
    Batch batch = standardized.batch(1);

    assertThat(standardized.size()).isEqualTo(2);
    assertThat(standardized.inputShape()).isEqualTo(data.inputShape());
    assertThat(standardized.targetShape()).isEqualTo(data.targetShape());
    assertThat(standardized.classNames()).containsExactly("a", "b");
    assertThat(batch.targets().get(0, 0)).isEqualTo(0);
    assertThat(batch.sampleWeights().orElseThrow().get(0, 0)).isEqualTo(3);
    assertThat(data.batch(1).inputs().get(0, 0)).isEqualTo(3);
  }

  @Test
  void keptNumbersMakeTheSameStandardizer() {
    double[] mean = {1, 2};
    double[] deviation = {3, 4};
    Standardizer standardizer = Standardizer.of(mean, deviation);
    mean[0] = -1;
    deviation[0] = -1;
    standardizer.mean()[1] = -1;
    standardizer.deviation()[1] = -1;

    Dataset data = SequenceDataset.ofVectors(new double[][] {{7, -6}});
    assertThat(standardizer.apply(data).batch(0).inputs().data).containsExactly(2, -2);
    assertThat(standardizer).hasToString("Standardizer[mean [1.0, 2.0], deviation [3.0, 4.0]]");
  }

  @Test
  void otherFeaturesAreRefused() {
    assertRefused(
        () ->
            Standardizer.of(new double[3], new double[] {1, 1, 1})
                .apply(SequenceDataset.ofVectors(new double[2][4])),
        "data have 4 features; expected 3 as in the data it was fitted to."
            + " Fit it to the training part of the same data.");
  }

  @Test
  void badNumbersAreRefused() {
    assertRefused(
        () -> Standardizer.of(new double[2], new double[] {1}),
        "got 2 means and 1 deviations; expected one of each for every feature.");
    assertRefused(
        () -> Standardizer.of(new double[0], new double[0]),
        "got 0 means and 0 deviations; expected one of each for every feature.");
    assertRefused(
        () -> Standardizer.of(new double[2], new double[] {1, 0}),
        "deviation of feature 1 must be finite and above 0, got 0.0.");
    assertRefused(
        () -> Standardizer.of(new double[] {Double.NaN}, new double[] {1}),
        "mean of feature 0 must be finite, got NaN.");
  }
}
