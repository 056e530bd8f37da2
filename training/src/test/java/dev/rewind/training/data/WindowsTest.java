package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rewind.layers.DataShape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * Windows are those of Keras 3.15.1 on TensorFlow 2.21: {@code
 * keras.utils.timeseries_dataset_from_array(np.arange(20.), targets, …)}, whose numbers stand here.
 */
class WindowsTest {

  private static double[][] numbers(int length, double factor) {
    return IntStream.range(0, length)
        .mapToObj(i -> new double[] {factor * i})
        .toArray(double[][]::new);
  }

  private static double[][] series() {
    return numbers(20, 1);
  }

  /** The windows, one by one. */
  private static double[][] windows(Dataset data) {
    return IntStream.range(0, data.size())
        .mapToObj(i -> data.batch(i).inputs().data)
        .toArray(double[][]::new);
  }

  private static double[] targets(Dataset data) {
    return IntStream.range(0, data.size())
        .mapToDouble(i -> data.batch(i).targets().get(0))
        .toArray();
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void strideAndSamplingRateAreKeras() {
    Windows windows = Windows.of(series(), 4).sequenceStride(3).samplingRate(2);

    assertThat(windows(windows))
        .isDeepEqualTo(
            new double[][] {
              {0, 2, 4, 6}, {3, 5, 7, 9}, {6, 8, 10, 12}, {9, 11, 13, 15}, {12, 14, 16, 18}
            });
    assertThat(windows).hasToString("Windows[5 × (None, 4, 1) over 20 rows]");
  }

  @Test
  void exampleOfKerasDocumentationHas27Windows() {
    Windows windows = Windows.of(numbers(99, 1), 10).samplingRate(2).sequenceStride(3);

    assertThat(windows.size()).isEqualTo(27);
    assertThat(windows.batch(26).inputs().data)
        .containsExactly(78, 80, 82, 84, 86, 88, 90, 92, 94, 96);
  }

  @Test
  void startAndEndAreKeras() {
    Windows windows =
        Windows.of(series(), 3).sequenceStride(2).samplingRate(2).startIndex(3).endIndex(15);
    double[][] expected = {{3, 5, 7}, {5, 7, 9}, {7, 9, 11}, {9, 11, 13}};

    assertThat(windows(windows)).isDeepEqualTo(expected);
    assertThat(windows.targetShape()).isEmpty();
    Windows labelled = windows.targets(numbers(20, 10));
    assertThat(windows(labelled)).isDeepEqualTo(expected);
    assertThat(targets(labelled)).containsExactly(30, 50, 70, 90);
  }

  @Test
  void windowsWithoutTargetAreLeftOut() {
    Windows windows = Windows.of(series(), 3).sequenceStride(2).targets(numbers(7, 10));

    assertThat(windows(windows))
        .isDeepEqualTo(new double[][] {{0, 1, 2}, {2, 3, 4}, {4, 5, 6}, {6, 7, 8}});
    assertThat(targets(windows)).containsExactly(0, 20, 40, 60);
    assertThat(targets(windows.startIndex(3))).containsExactly(30, 50); // Keras 3.15.1 fails here
  }

  @Test
  void horizonIsKerasShiftOfTheTargets() {
    // targets data[8:] of Keras, as (3 - 1)·2 + 4 = 8
    Windows windows = Windows.of(series(), 3).samplingRate(2).sequenceStride(2).horizon(4);

    assertThat(windows(windows))
        .isDeepEqualTo(
            new double[][] {
              {0, 2, 4}, {2, 4, 6}, {4, 6, 8}, {6, 8, 10}, {8, 10, 12}, {10, 12, 14}
            });
    assertThat(targets(windows)).containsExactly(8, 10, 12, 14, 16, 18);
  }

  @Test
  void horizonDoesNotReachOverTheEnd() {
    Windows windows = Windows.of(series(), 3).horizon(2);

    assertThat(windows.size()).isEqualTo(16);
    assertThat(targets(windows)).endsWith(18, 19);
    assertThat(targets(windows.endIndex(10))).containsExactly(4, 5, 6, 7, 8, 9);
  }

  @Test
  void horizonMayChooseFeatures() {
    double[][] two = {{0, 10}, {1, 11}, {2, 12}};
    Windows windows = Windows.of(two, 1);

    assertThat(windows.horizon(1, 1).batch(0, 1).targets().data).containsExactly(11, 12);
    assertThat(windows.horizon(1, 1).targetShape()).contains(DataShape.vectors(1));
    assertThat(windows.horizon(1, 1, 0).batch(0).targets().data).containsExactly(11, 1);
    assertThat(windows.horizon(1).batch(0).targets().data).containsExactly(1, 11);
    assertThat(windows.horizon(1).targetShape()).contains(DataShape.vectors(2));
  }

  @Test
  void targetsAndHorizonReplaceEachOther() {
    Windows windows = Windows.of(series(), 3);

    assertThat(targets(windows.targets(numbers(20, 10)).horizon(1))).startsWith(3, 4);
    assertThat(targets(windows.horizon(1).targets(numbers(20, 10)))).startsWith(0, 10);
  }

  @Test
  void batchIsTimeMajor() {
    Windows windows = Windows.of(series(), 2);

    assertThat(windows.batch(5, 0, 5).inputs().data).containsExactly(5, 0, 5, 6, 1, 6);
    assertThat(windows.inputShape()).isEqualTo(DataShape.sequence(2, 1));
    assertThat(windows.timesteps(18)).isEqualTo(2);
    assertThat(windows.batch(0).mask()).isEmpty();
    assertRefused(
        () -> windows.batch(19), "Windows: there is no sample 19; expected numbers from 0 to 18.");
  }

  @Test
  void aWindowMayBeTheWholeSeries() {
    assertThat(Windows.of(series(), 20).size()).isEqualTo(1);
    assertThat(Windows.of(series(), 20).sequenceStride(Integer.MAX_VALUE).size()).isEqualTo(1);
  }

  @Test
  void changingTheSeriesAfterwardsChangesNothing() {
    double[][] series = series();
    Windows windows = Windows.of(series, 2);
    Arrays.fill(series[0], 99);

    assertThat(windows.batch(0).inputs().data).containsExactly(0, 1);
  }

  @Test
  void windowThatDoesNotFit() {
    String hint = " Take a shorter sequenceLength or a lower samplingRate.";
    assertRefused(
        () -> Windows.of(series(), 21),
        "Windows: a window spans 21 rows, and there are 20; expected room for at least one."
            + hint);
    assertRefused(
        () -> Windows.of(series(), 11).samplingRate(2),
        "Windows: a window spans 21 rows, and there are 20; expected room for at least one."
            + hint);
    assertRefused(
        () -> Windows.of(series(), 20).horizon(1),
        "Windows: a window spans 21 rows, with the 1 to its horizon, and there are 20; expected"
            + " room for at least one."
            + hint);
    assertRefused(
        () -> Windows.of(series(), 5).samplingRate(Integer.MAX_VALUE),
        "Windows: a window spans 8589934589 rows, and there are 20; expected room for at least"
            + " one."
            + hint);
  }

  @Test
  void indicesOutOfRange() {
    String expected = "; expected 0 ≤ startIndex < endIndex ≤ 20, the length of the series.";
    Windows windows = Windows.of(series(), 2);
    assertRefused(
        () -> windows.startIndex(-1), "Windows: startIndex is -1 and endIndex is 20" + expected);
    assertRefused(
        () -> windows.endIndex(21), "Windows: startIndex is 0 and endIndex is 21" + expected);
    assertRefused(
        () -> windows.endIndex(8).startIndex(8),
        "Windows: startIndex is 8 and endIndex is 8" + expected);
  }

  @Test
  void wrongArguments() {
    Windows windows = Windows.of(series(), 2);
    assertRefused(
        () -> Windows.of(series(), 0), "Windows: sequenceLength must be positive, got 0.");
    assertRefused(
        () -> windows.sequenceStride(0), "Windows: sequenceStride must be positive, got 0.");
    assertRefused(() -> windows.samplingRate(0), "Windows: samplingRate must be positive, got 0.");
    assertRefused(() -> windows.horizon(0), "Windows: horizon must be positive, got 0.");
    assertRefused(
        () -> windows.horizon(1, 1),
        "Windows: there is no feature 1 to predict; expected numbers from 0 to 0.");
    assertRefused(
        () -> windows.startIndex(7).targets(numbers(7, 1)),
        "Windows: there are 7 targets and the first window begins at row 7; expected target number"
            + " i for the window that begins at row i.");
    assertRefused(
        () -> Windows.of(new double[0][], 2),
        "Windows: the series has no rows; expected at least one.");
    assertRefused(
        () -> windows.targets(new double[0][]),
        "Windows: the list of targets has no rows; expected at least one.");
    assertRefused(
        () -> Windows.of(new double[][] {{1}, {Double.NaN}}, 1),
        "Windows: row 1, feature 0 is NaN; expected finite numbers. Remove or impute it first.");
    assertRefused(
        () -> windows.targets(new double[][] {{1}, {1, 2}}),
        "Windows: target of row 1 has 2 values; expected 1 as in target of row 0."
            + " Give all of them the same number.");
  }
}
