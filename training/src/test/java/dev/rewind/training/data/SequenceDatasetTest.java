package dev.rewind.training.data;

import static dev.rewind.testkit.MatrixAssertions.assertMatrix;
import static java.util.Collections.singletonList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.core.RandomSource;
import dev.rewind.layers.DataShape;
import dev.rewind.layers.Mask;
import dev.rewind.testkit.Tolerance;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class SequenceDatasetTest {
  private static final Tolerance EXACT = new Tolerance(0, 0); // values are copied, never computed

  private static List<double[][]> threeSequences() {
    return List.of(
        new double[][] {{1, 2}, {3, 4}},
        new double[][] {{5, 6}, {7, 8}, {9, 10}},
        new double[][] {{11, 12}});
  }

  private static void assertRows(DMatrixRMaj matrix, double[]... expected) {
    assertMatrix(matrix).isCloseTo(new DMatrixRMaj(expected), EXACT);
  }

  private static double[] row(double... values) {
    return values;
  }

  @Test
  void rowsAreTimeMajorAndPaddedWithZerosAtTheEnd() {
    Batch batch = SequenceDataset.of(threeSequences()).batch(0, 1, 2);

    assertThat(batch.size()).isEqualTo(3);
    assertThat(batch.timesteps()).isEqualTo(3);
    assertRows(
        batch.inputs(),
        row(1, 2), // step 0 of samples 0, 1, 2
        row(5, 6),
        row(11, 12),
        row(3, 4), // step 1
        row(7, 8),
        row(0, 0),
        row(0, 0), // step 2
        row(9, 10),
        row(0, 0));
    assertThat(batch.mask()).contains(Mask.ofLengths(3, 2, 3, 1));
  }

  @Test
  void batchHasTheOrderOfItsNumbersAndIsAsLongAsItsOwnLongestSample() {
    Batch batch = SequenceDataset.of(threeSequences()).batch(2, 0);

    assertThat(batch.inputShape()).isEqualTo(DataShape.sequence(2, 2));
    assertRows(batch.inputs(), row(11, 12), row(1, 2), row(0, 0), row(3, 4));
    assertThat(batch.mask()).contains(Mask.ofLengths(2, 1, 2));
  }

  @Test
  void batchOfEquallyLongSamplesHasNoMask() {
    SequenceDataset data = SequenceDataset.of(threeSequences());

    assertThat(data.batch(1).mask()).isEmpty();
    assertThat(data.batch(1, 1).mask()).isEmpty();
    assertThat(data.batch(1, 0).mask()).isPresent();
  }

  @Test
  void everyValueOfEveryPermutationIsInItsPlace() {
    RandomSource random = RandomSource.of(7);
    List<double[][]> sequences = new ArrayList<>();
    double[][] targets = new double[20][];
    for (int sample = 0; sample < targets.length; sample++) {
      DMatrixRMaj values = new DMatrixRMaj(1 + random.nextInt(9), 3);
      random.fillGaussian(0, 1, values);
      sequences.add(values.get2DData());
      targets[sample] = new double[] {random.nextDouble(), sample};
    }
    SequenceDataset data = SequenceDataset.of(sequences).withTargets(targets);

    int[] order = random.permutation(targets.length);
    Batch batch = data.batch(order);

    for (int b = 0; b < order.length; b++) {
      double[][] sequence = sequences.get(order[b]);
      assertThat(row(batch.targets(), b)).containsExactly(targets[order[b]]);
      for (int t = 0; t < batch.timesteps(); t++) {
        boolean real = t < sequence.length;
        assertThat(batch.mask().orElseThrow().isValid(b, t)).isEqualTo(real);
        assertThat(row(batch.inputs(), t * order.length + b))
            .containsExactly(real ? sequence[t] : new double[3]);
      }
    }
  }

  private static double[] row(DMatrixRMaj matrix, int row) {
    return matrix.get2DData()[row];
  }

  @Test
  void vectorsHaveNoTimeAxis() {
    SequenceDataset data =
        SequenceDataset.ofVectors(new double[][] {{1, 2, 3}, {4, 5, 6}})
            .withTargets(new double[][] {{10}, {20}});
    Batch batch = data.batch(1, 0);

    assertThat(data.inputShape()).isEqualTo(DataShape.vectors(3));
    assertThat(data.targetShape()).contains(DataShape.vectors(1));
    assertThat(batch.inputShape()).isEqualTo(DataShape.vectors(3));
    assertThat(batch.mask()).isEmpty();
    assertRows(batch.inputs(), row(4, 5, 6), row(1, 2, 3));
    assertRows(batch.targets(), row(20), row(10));
    assertThat(batch.targetsPerStep()).isFalse();
  }

  @Test
  void labelsAreOneColumnOfClassNumbers() {
    SequenceDataset data =
        SequenceDataset.of(threeSequences())
            .withLabels(new int[] {1, 0, 2}, List.of("a", "b", "c"));

    assertThat(data.targetShape()).contains(DataShape.vectors(1));
    assertThat(data.classNames()).containsExactly("a", "b", "c");
    assertRows(data.batch(2, 0).targets(), row(2), row(1));
  }

  @Test
  void targetsPerStepArePaddedLikeTheirSequences() {
    SequenceDataset data =
        SequenceDataset.of(threeSequences())
            .withStepTargets(
                List.of(new double[][] {{1}, {2}}, new double[3][1], new double[][] {{3}}));
    Batch batch = data.batch(2, 0);

    assertThat(data.targetShape()).contains(DataShape.sequence(1));
    assertThat(batch.targetsPerStep()).isTrue();
    assertRows(batch.targets(), row(3), row(1), row(0), row(2));
  }

  @Test
  void dataWithoutTargetsAreGoodForPredictions() {
    SequenceDataset data = SequenceDataset.of(threeSequences());

    assertThat(data.targetShape()).isEmpty();
    assertThat(data.classNames()).isEmpty();
    assertThat(data.batch(0).hasTargets()).isFalse();
  }

  @Test
  void sampleWeightsFollowTheirSamples() {
    SequenceDataset data = SequenceDataset.of(threeSequences()).withSampleWeights(0.5, 0, 2);

    assertRows(data.batch(2, 0).sampleWeights().orElseThrow(), row(2), row(0.5));
    assertThat(SequenceDataset.of(threeSequences()).batch(0).sampleWeights()).isEmpty();
  }

  @Test
  void lengthIsPartOfTheShapeOnlyIfAllSamplesShareIt() {
    List<double[][]> equal = List.of(new double[4][2], new double[4][2]);

    assertThat(SequenceDataset.of(equal).inputShape()).isEqualTo(DataShape.sequence(4, 2));
    assertThat(SequenceDataset.of(threeSequences()).inputShape()).isEqualTo(DataShape.sequence(2));
    assertThat(SequenceDataset.of(threeSequences()))
        .hasToString("SequenceDataset[3 × (None, None, 2)]");
  }

  @Test
  void changingTheCallersArraysChangesNothing() {
    double[][] sequence = {{1, 2}, {3, 4}};
    double[][] target = {{5}, {6}};
    List<double[][]> sequences = new ArrayList<>(singletonList(sequence));
    List<double[][]> targets = new ArrayList<>(singletonList(target));
    double[] weights = {7};
    SequenceDataset data =
        SequenceDataset.of(sequences).withStepTargets(targets).withSampleWeights(weights);

    sequence[0][0] = -1;
    sequence[1] = new double[] {-1, -1};
    sequences.clear();
    target[1][0] = -1;
    targets.clear();
    weights[0] = -1;

    Batch batch = data.batch(0);
    assertRows(batch.inputs(), row(1, 2), row(3, 4));
    assertRows(batch.targets(), row(5), row(6));
    assertRows(batch.sampleWeights().orElseThrow(), row(7));
  }

  @Test
  void changingLabelsOrNamesAfterwardsChangesNothing() {
    int[] labels = {1, 0, 1};
    List<String> names = new ArrayList<>(List.of("a", "b"));
    SequenceDataset data = SequenceDataset.of(threeSequences()).withLabels(labels, names);

    labels[0] = 0;
    names.set(0, "z");

    assertRows(data.batch(0, 1, 2).targets(), row(1), row(0), row(1));
    assertThat(data.classNames()).containsExactly("a", "b");
  }

  @Test
  void changingABatchDoesNotChangeTheData() {
    SequenceDataset data =
        SequenceDataset.of(threeSequences()).withLabels(new int[] {1, 0, 1}, List.of("a", "b"));
    Batch spoilt = data.batch(0);
    spoilt.inputs().fill(-1);
    spoilt.targets().fill(-1);

    assertRows(data.batch(0).inputs(), row(1, 2), row(3, 4));
    assertRows(data.batch(0).targets(), row(1));
  }

  @Test
  void givingTargetsLeavesTheOldDataSetAsItWas() {
    SequenceDataset plain = SequenceDataset.of(threeSequences());
    SequenceDataset weighted = plain.withSampleWeights(1, 2, 3);
    SequenceDataset both = weighted.withTargets(new double[][] {{1}, {2}, {3}});

    assertThat(plain.batch(0).sampleWeights()).isEmpty();
    assertThat(weighted.batch(0).hasTargets()).isFalse();
    assertThat(both.batch(0).hasTargets()).isTrue();
    assertThat(both.batch(0).sampleWeights()).isPresent();
  }

  @Test
  void weightsOfStepsArePaddedWithThem() {
    SequenceDataset data =
        SequenceDataset.of(new double[2][1], new double[1][1])
            .withStepWeights(List.of(new double[] {2, 3}, new double[] {4}));
    assertRows(data.batch(0, 1).sampleWeights().orElseThrow(), row(2), row(4), row(3), row(0));
    assertThatThrownBy(() -> data.withStepWeights(List.of(new double[2], new double[2])))
        .hasMessage(
            "SequenceDataset: weights of sample 1 are for 2 time steps; expected 1 as in its"
                + " sequence.");
    assertThatThrownBy(() -> data.withStepWeights(List.of(new double[2], new double[] {-1})))
        .hasMessageStartingWith("SequenceDataset: weight of sample 1, step 0 must be");
    SequenceDataset vectors = SequenceDataset.ofVectors(new double[1][1]);
    assertThatThrownBy(() -> vectors.withStepWeights(List.of(new double[1])))
        .hasMessage("SequenceDataset: vectors have no time steps to weigh. Use withSampleWeights.");
  }

  @Test
  void targetSequencesHaveALengthOfTheirOwn() {
    SequenceDataset data =
        SequenceDataset.ofVectors(new double[2][1])
            .withTargetSequences(List.of(new double[][] {{1}, {2}}, new double[][] {{3}, {4}}));
    assertThat(data.targetShape()).contains(DataShape.sequence(2, 1));
    assertRows(data.batch(1, 0).targets(), row(3), row(1), row(4), row(2));
    assertThat(data.batch(0).targetsPerStep()).isTrue();
    assertThatThrownBy(() -> data.withTargetSequences(List.of(new double[2][1], new double[3][1])))
        .hasMessage(
            "SequenceDataset: target of sample 1 has 3 time steps; expected 2 as that of sample 0."
                + " Give all of them one length.");
  }

  @Test
  void furtherTargetsAreThoseOfFurtherOutputs() {
    SequenceDataset x = SequenceDataset.of(threeSequences());
    SequenceDataset both =
        x.withLabels(0, 1, 1).and(x.withTargets(new double[][] {{1.5}, {2.5}, {3.5}}));
    assertThat(both.targetShapes()).hasSize(2);
    Batch batch = both.batch(2, 0);
    assertRows(batch.allTargets().get(0).values(), row(1), row(0));
    assertRows(batch.allTargets().get(1).values(), row(3.5), row(1.5));
    assertThat(both.classNames()).containsExactly("0", "1");
    assertThatThrownBy(() -> x.and(x))
        .hasMessage("SequenceDataset: and: the other data set has no targets.");
  }

  @Test
  void labelsOfStepsArePaddedWithThem() {
    SequenceDataset data =
        SequenceDataset.of(new double[2][1], new double[1][1])
            .withStepLabels(new int[] {4, 5}, new int[] {6});
    assertRows(data.batch(1, 0).targets(), row(6), row(4), row(0), row(5));
    assertThat(data.targetShape()).contains(DataShape.sequence(1));
  }
}
