package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.layers.DataShape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Targets that are asked for without inputs. */
class DatasetTargetsTest {
  private static final SequenceDataset WORDS =
      SequenceDataset.of(new double[][][] {{{1}, {2}}, {{3}}, {{4}, {5}, {6}}});
  private static final SequenceDataset LABELLED = WORDS.withLabels(2, 0, 1);
  private static final SequenceDataset NEXT =
      WORDS.withStepLabels(new int[] {2, 9}, new int[] {9}, new int[] {5, 6, 9});
  private static final Windows SERIES =
      Windows.of(new double[][] {{0, 5}, {1, 6}, {2, 7}, {3, 8}, {4, 9}}, 2);

  /** The same data, whose inputs nobody may ask for. */
  private record WithoutInputs(Dataset data) implements Dataset {
    @Override
    public int size() {
      return data.size();
    }

    @Override
    public DataShape inputShape() {
      return data.inputShape();
    }

    @Override
    public Optional<DataShape> targetShape() {
      return data.targetShape();
    }

    @Override
    public int timesteps(int sample) {
      return data.timesteps(sample);
    }

    @Override
    public List<BatchTarget> targetsOf(int... samples) {
      return data.targetsOf(samples);
    }

    @Override
    public Batch batch(int... samples) {
      throw new AssertionError("inputs are made");
    }
  }

  /** Data of one's own with no more methods than are needed. */
  private record Own(Dataset data) implements Dataset {
    @Override
    public int size() {
      return data.size();
    }

    @Override
    public DataShape inputShape() {
      return data.inputShape();
    }

    @Override
    public Optional<DataShape> targetShape() {
      return data.targetShape();
    }

    @Override
    public Batch batch(int... samples) {
      return data.batch(samples);
    }
  }

  static Stream<Dataset> datasets() {
    return Stream.of(
        WORDS,
        LABELLED,
        NEXT,
        LABELLED.and(NEXT),
        new Own(WORDS),
        new Own(NEXT),
        SERIES,
        SERIES.horizon(1),
        SERIES.horizon(1, 1),
        SERIES.startIndex(1).targets(new double[][] {{7}, {8}, {9}, {10}}),
        NEXT.subset(1, 2, 0),
        Dataset.zip(NEXT, LABELLED),
        Standardizer.fit(NEXT).apply(NEXT));
  }

  @ParameterizedTest
  @MethodSource("datasets")
  void targetsAreThoseOfTheBatchOfTheSameSamples(Dataset data) {
    for (int[] samples : new int[][] {{0}, {2, 0}, {0, 1, 2, 1}}) {
      Batch batch = data.batch(samples);
      List<BatchTarget> targets = data.targetsOf(samples);
      assertThat(targets).hasSameSizeAs(data.targetShapes());
      for (int i = 0; i < targets.size(); i++) {
        BatchTarget expected = batch.allTargets().get(i);
        assertThat(targets.get(i).values().data).containsExactly(expected.values().data);
        assertThat(targets.get(i).timesteps()).isEqualTo(expected.timesteps());
      }
      assertThat(data.timesteps(samples[0])).isEqualTo(data.batch(samples[0]).timesteps());
    }
    assertThatThrownBy(() -> data.targetsOf(data.size()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no sample " + data.size());
  }

  @Test
  void viewsMakeNoInputsForTargetsAndLengths() {
    Dataset raw = new WithoutInputs(NEXT);
    Dataset view = Standardizer.of(new double[1], new double[] {1}).apply(raw);
    Dataset views = Dataset.zip(view, new WithoutInputs(LABELLED)).subset(2, 1);
    assertThat(views.targetsOf(1, 0)).hasSize(2);
    assertThat(views.targetsOf(1, 0).get(0).values().data).containsExactly(9, 5, 0, 6, 0, 9);
    assertThat(views.targetsOf(1, 0).get(1).values().data).containsExactly(0, 1);
    assertThat(views.timesteps(0)).isEqualTo(3);
  }
}
