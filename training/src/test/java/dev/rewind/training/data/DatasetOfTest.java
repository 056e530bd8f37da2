package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.layers.DataShape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Data sets of arrays, in one line each. */
class DatasetOfTest {
  private static final double[][][] SEQUENCES = {{{1}, {2}}, {{3}}};
  private static final double[][] VECTORS = {{1, 2}, {3, 4}};

  private static void assertTargets(Dataset data, DataShape shape, double... values) {
    assertThat(data.targetShape()).contains(shape);
    assertThat(data.batch(0, 1).targets().data).containsExactly(values);
  }

  @Test
  void sequencesTakeLabelsTargetsOrStepTargets() {
    assertTargets(Dataset.of(SEQUENCES, new int[] {1, 0}), DataShape.vectors(1), 1, 0);
    assertTargets(
        Dataset.of(SEQUENCES, new double[][] {{5, 6}, {7, 8}}), DataShape.vectors(2), 5, 6, 7, 8);
    assertTargets(
        Dataset.of(SEQUENCES, new double[][][] {{{5}, {6}}, {{7}}}),
        DataShape.sequence(1),
        5,
        7,
        6,
        0);
    assertThat(Dataset.of(SEQUENCES, new int[] {1, 0}).batch(0, 1).inputs().data)
        .containsExactly(1, 3, 2, 0);
  }

  @Test
  void vectorsTakeLabelsOrTargets() {
    assertTargets(Dataset.of(VECTORS, new int[] {1, 0}), DataShape.vectors(1), 1, 0);
    assertTargets(Dataset.of(VECTORS, new double[][] {{5}, {6}}), DataShape.vectors(1), 5, 6);
    assertThat(Dataset.of(VECTORS, new int[] {1, 0}).inputShape()).isEqualTo(DataShape.vectors(2));
    assertThat(Dataset.of(VECTORS, new int[] {1, 0}).classNames()).containsExactly("0", "1");
  }

  @Test
  void everySampleHasOneTarget() {
    assertThatThrownBy(() -> Dataset.of(VECTORS, new int[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("SequenceDataset: got 1 labels for 2 samples; expected one for each.");
  }

  @Test
  void tokensAreSequencesOfOneFeature() {
    SequenceDataset data = SequenceDataset.ofTokens(new int[] {4, 0}, new int[] {7});

    assertThat(data.inputShape()).isEqualTo(DataShape.sequence(1));
    assertThat(data.batch(0, 1).inputs().data).containsExactly(4, 7, 0, 0);
    assertThat(data.batch(0, 1).mask().orElseThrow().isValid(1, 1)).isFalse();
    assertThat(SequenceDataset.ofTokens(List.of(new int[] {4, 0})).batch(0).inputs().data)
        .containsExactly(4, 0);
  }

  @Test
  void idsCountFromZero() {
    assertThatThrownBy(() -> SequenceDataset.ofTokens(new int[] {4}, new int[] {7, -2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "SequenceDataset: id of sample 1, step 1 is -2; expected at least 0. Count ids from 0.");
    assertThatThrownBy(() -> SequenceDataset.ofTokens(new int[] {4}, new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "SequenceDataset: sample 1 has no time steps; expected at least one. Leave it out.");
  }

  @Test
  void lengthsAreThoseWithoutPadding() {
    Dataset data = Dataset.of(SEQUENCES, new int[] {1, 0});

    assertThat(data.timesteps(0)).isEqualTo(2);
    assertThat(data.subset(1, 0).timesteps(0)).isEqualTo(1);
    assertThat(Dataset.of(VECTORS, new int[] {1, 0}).timesteps(1)).isEqualTo(1);
    assertThatThrownBy(() -> data.timesteps(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("SequenceDataset: there is no sample 2; expected numbers from 0 to 1.");
  }
}
