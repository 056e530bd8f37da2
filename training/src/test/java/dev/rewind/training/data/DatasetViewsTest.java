package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rewind.layers.DataShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DatasetViewsTest {

  /** Sample i is the vector (i), with label i mod 2. */
  private static Dataset numbered(int size) {
    double[][] vectors =
        IntStream.range(0, size).mapToObj(i -> new double[] {i}).toArray(double[][]::new);
    int[] labels = IntStream.range(0, size).map(i -> i % 2).toArray();
    return SequenceDataset.ofVectors(vectors).withLabels(labels, List.of("even", "odd"));
  }

  private static double[] all(Dataset data) {
    Batch batch = data.batch(IntStream.range(0, data.size()).toArray());
    return Arrays.copyOf(batch.inputs().data, data.size());
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void subsetCountsAnewAndMayRepeat() {
    Dataset data = numbered(6).subset(5, 2, 2, 0);

    assertThat(data.size()).isEqualTo(4);
    assertThat(all(data)).containsExactly(5, 2, 2, 0);
    assertThat(data.batch(0).targets().get(0, 0)).isEqualTo(1);
    assertThat(data.inputShape()).isEqualTo(numbered(6).inputShape());
    assertThat(data.targetShape()).isEqualTo(numbered(6).targetShape());
    assertThat(data.classNames()).containsExactly("even", "odd");
    assertThat(data).hasToString("4 samples of SequenceDataset[6 × (None, 1)]");
  }

  @Test
  void subsetOfASubset() {
    assertThat(all(numbered(6).subset(5, 4, 3).subset(2, 0))).containsExactly(3, 5);
  }

  @Test
  void changingTheNumbersAfterwardsChangesNothing() {
    int[] numbers = {1, 2};
    Dataset data = numbered(6).subset(numbers);
    numbers[0] = 5;

    assertThat(all(data)).containsExactly(1, 2);
  }

  @Test
  void subsetRefusesNumbersOutOfRange() {
    assertRefused(
        () -> numbered(6).subset(0, 6),
        "subset: there is no sample 6; expected numbers from 0 to 5.");
    assertRefused(
        () -> numbered(6).subset(), "subset: got no sample numbers; expected at least one.");
    assertRefused(
        () -> numbered(6).subset(3, 4).batch(2),
        "subset: there is no sample 2; expected numbers from 0 to 1.");
  }

  @Test
  void validationTakesTheLastSamples() {
    ValidationSplit split = ValidationSplit.last(numbered(10), 0.2);

    assertThat(all(split.training())).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(all(split.validation())).containsExactly(8, 9);
  }

  @Test
  void partsAreRoundedAsKerasDoes() {
    // int(floor(n * (1.0 - validation_split))) in Python, where 100 * (1.0 - 0.07) is
    // 92.99999999999999
    assertThat(ValidationSplit.last(numbered(20), 0.8).training().size()).isEqualTo(3);
    assertThat(ValidationSplit.last(numbered(7), 0.5).training().size()).isEqualTo(3);
    assertThat(ValidationSplit.last(numbered(270), 0.1).training().size()).isEqualTo(243);
  }

  @Test
  void validationSplitRefusesAnEmptyPart() {
    assertRefused(
        () -> ValidationSplit.last(numbered(3), 0.9),
        "validationSplit: fraction 0.9 of 3 samples leaves 0 for training and 3 for validation;"
            + " expected at least one in each. Give more samples or another fraction.");
    assertRefused(
        () -> ValidationSplit.last(numbered(3), 1e-20),
        "validationSplit: fraction 1.0E-20 of 3 samples leaves 3 for training and 0 for validation;"
            + " expected at least one in each. Give more samples or another fraction.");
  }

  @Test
  void validationSplitRefusesFractionsOutOfRange() {
    for (double fraction : new double[] {0, 1, -0.1, Double.NaN}) {
      assertRefused(
          () -> ValidationSplit.last(numbered(3), fraction),
          "validationSplit: fraction must be in (0, 1), got " + fraction + ".");
    }
  }

  /** Sample i is a sequence of i + 1 steps that all hold i, made when it is asked for. */
  private record Computed(int size) implements Dataset {
    @Override
    public DataShape inputShape() {
      return DataShape.sequence(1);
    }

    @Override
    public Optional<DataShape> targetShape() {
      return Optional.empty();
    }

    @Override
    public Batch batch(int... samples) {
      List<double[][]> sequences = new ArrayList<>();
      for (int sample : samples) {
        double[][] sequence = new double[sample + 1][1];
        for (double[] step : sequence) {
          step[0] = sample;
        }
        sequences.add(sequence);
      }
      int[] all = IntStream.range(0, samples.length).toArray();
      return SequenceDataset.of(sequences).batch(all);
    }
  }

  @Test
  void dataOfYourOwnNeedFourMethods() {
    Dataset data = new Computed(4).subset(3, 1);
    Standardizer standardizer = Standardizer.fit(data); // 3, 3, 3, 3 and 1, 1

    assertThat(data.classNames()).isEmpty();
    assertThat(standardizer.mean()[0]).isCloseTo(14.0 / 6, within(1e-14)); // a rounding per step
    assertThat(data.batch(1, 0).inputs().data).containsExactly(1, 3, 1, 3, 0, 3, 0, 3);
  }
}
