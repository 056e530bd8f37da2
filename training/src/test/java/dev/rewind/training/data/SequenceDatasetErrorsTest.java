package dev.rewind.training.data;

import static java.util.Collections.singletonList;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Bad data are refused as a whole, with their place. */
class SequenceDatasetErrorsTest {
  private static final double NAN = Double.NaN;
  private static final SequenceDataset TWO =
      SequenceDataset.of(List.of(new double[3][2], new double[4][2]));

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("SequenceDataset: " + message);
  }

  private static double[][] twoSteps(double... second) {
    return new double[][] {{1, 2}, second};
  }

  @Test
  void noSamples() {
    String message = "got no samples; expected at least one.";
    assertRefused(() -> SequenceDataset.of(List.of()), message);
    assertRefused(() -> SequenceDataset.ofVectors(new double[0][]), message);
  }

  @Test
  void sequenceOfLengthZero() {
    assertRefused(
        () -> SequenceDataset.of(List.of(twoSteps(3, 4), new double[0][])),
        "sample 1 has no time steps; expected at least one. Leave it out.");
  }

  @Test
  void noFeatures() {
    assertRefused(
        () -> SequenceDataset.of(singletonList(new double[2][0])),
        "sample 0, step 0 has 0 features; expected at least one.");
    assertRefused(
        () -> SequenceDataset.ofVectors(new double[2][0]),
        "sample 0 has 0 features; expected at least one.");
  }

  @Test
  void raggedFeatures() {
    assertRefused(
        () -> SequenceDataset.of(List.of(twoSteps(3, 4), twoSteps(5, 6, 7))),
        "sample 1, step 1 has 3 features; expected 2 as in sample 0, step 0."
            + " Give all of them the same number.");
    assertRefused(
        () -> SequenceDataset.of(singletonList(twoSteps(3))),
        "sample 0, step 1 has 1 feature; expected 2 as in sample 0, step 0."
            + " Give all of them the same number.");
    assertRefused(
        () -> SequenceDataset.ofVectors(new double[][] {{1, 2}, {3, 4}, {5}}),
        "sample 2 has 1 feature; expected 2 as in sample 0. Give all of them the same number.");
  }

  @Test
  void valuesThatAreNotFinite() {
    String hint = "; expected finite numbers. Remove or impute it first.";
    assertRefused(
        () -> SequenceDataset.of(List.of(twoSteps(3, 4), twoSteps(5, NAN))),
        "sample 1, step 1, feature 1 is NaN" + hint);
    assertRefused(
        () -> SequenceDataset.of(singletonList(twoSteps(Double.NEGATIVE_INFINITY, 4))),
        "sample 0, step 1, feature 0 is -Infinity" + hint);
    assertRefused(
        () -> SequenceDataset.ofVectors(new double[][] {{1, Double.POSITIVE_INFINITY}}),
        "sample 0, feature 1 is Infinity" + hint);
    assertRefused(
        () -> TWO.withTargets(new double[][] {{1}, {NAN}}),
        "target of sample 1, value 0 is NaN" + hint);
    assertRefused(
        () -> TWO.withStepTargets(List.of(new double[3][1], new double[][] {{1}, {2}, {NAN}, {4}})),
        "target of sample 1, step 2, value 0 is NaN" + hint);
  }

  @Test
  void countOfTargetsDiffersFromSamples() {
    assertRefused(
        () -> TWO.withLabels(new int[] {0}, List.of("a")),
        "got 1 labels for 2 samples; expected one for each.");
    assertRefused(
        () -> TWO.withTargets(new double[3][1]),
        "got 3 targets for 2 samples; expected one for each.");
    assertRefused(
        () -> TWO.withStepTargets(List.of()),
        "got 0 targets for 2 samples; expected one for each.");
    assertRefused(
        () -> TWO.withSampleWeights(1, 2, 3),
        "got 3 sample weights for 2 samples; expected one for each.");
  }

  @Test
  void labelsOutOfRange() {
    String expected = "; expected 0 to 2 for 3 classes. Count classes from 0.";
    List<String> names = List.of("a", "b", "c");
    assertRefused(
        () -> TWO.withLabels(new int[] {2, 3}, names), "label of sample 1 is 3" + expected);
    assertRefused(
        () -> TWO.withLabels(new int[] {-1, 3}, names), "label of sample 0 is -1" + expected);
  }

  @Test
  void classNamesMissingOrTwice() {
    assertRefused(
        () -> TWO.withLabels(new int[2], List.of()), "got no class names; expected at least one.");
    assertRefused(
        () -> TWO.withLabels(new int[2], List.of("a", "b", "a")),
        "class names [a, b, a] are not distinct. Give each class a name of its own.");
  }

  @Test
  void raggedTargets() {
    assertRefused(
        () -> TWO.withTargets(new double[][] {{1, 2}, {3, 4, 5}}),
        "target of sample 1 has 3 values; expected 2 as in target of sample 0."
            + " Give all of them the same number.");
  }

  @Test
  void stepTargetsOfAnotherLength() {
    assertRefused(
        () -> TWO.withStepTargets(List.of(new double[3][1], new double[3][1])),
        "target of sample 1 has 3 time steps; expected 4 as in its sequence."
            + " Give each step a target.");
    assertRefused(
        () ->
            SequenceDataset.ofVectors(new double[1][1])
                .withStepTargets(singletonList(new double[1][1])),
        "vectors have no time steps to give targets to. Use withTargets.");
  }

  @Test
  void sampleWeightsOutOfRange() {
    assertRefused(
        () -> TWO.withSampleWeights(1, -0.5),
        "weight of sample 1 must be finite and at least 0, got -0.5.");
    assertRefused(
        () -> TWO.withSampleWeights(NAN, 1),
        "weight of sample 0 must be finite and at least 0, got NaN.");
  }

  @Test
  void sampleNumbersOutOfRange() {
    assertRefused(() -> TWO.batch(), "got no sample numbers; expected at least one.");
    assertRefused(() -> TWO.batch(0, 2), "there is no sample 2; expected numbers from 0 to 1.");
    assertRefused(() -> TWO.batch(-1), "there is no sample -1; expected numbers from 0 to 1.");
  }
}
