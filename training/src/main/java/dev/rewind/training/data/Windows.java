package dev.rewind.training.data;

import dev.rewind.core.Checks;
import dev.rewind.layers.DataShape;
import dev.rewind.training.data.Blocks.Wording;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * Sliding windows over one long series. The series is kept once; a window is copied only into the
 * batches that it is asked for. Immutable; every method with an argument gives a changed copy.
 *
 * <pre>
 *   sequenceLength 3, sequenceStride 2, samplingRate 2, horizon 1 over rows 0 … 8
 *
 *   window 0    rows 0 2 4    target row 5
 *   window 1    rows 2 4 6    target row 7
 * </pre>
 *
 * <pre>{@code
 * Windows all = Windows.of(temperatures, 24).horizon(1);      // a day, to predict the next hour
 * Dataset train = all.endIndex(8000);
 * Dataset test = all.startIndex(8000);
 * }</pre>
 *
 * <p><b>Source</b>: Keras 3.15.1, {@code timeseries_dataset_from_array} in {@code
 * timeseries_dataset_utils.py}; {@code horizon} is what it gives for {@code data} and targets
 * {@code data[d:]} with d = (sequenceLength − 1)·samplingRate + horizon.
 */
public final class Windows implements Dataset {
  private static final String WHO = "Windows";
  private static final Wording ROW = new Wording("row ", "", "feature");
  private static final Wording TARGET = new Wording("target of row ", "", "value");

  private final Blocks series;
  private final int sequenceLength;

  // Changed only on a fresh copy, before it is checked and handed out.
  private int sequenceStride = 1;
  private int samplingRate = 1;
  private int startIndex;
  private int endIndex;
  private int horizon;
  private int[] predicted = {};
  private Optional<Blocks> targets = Optional.empty();

  private Windows(Blocks series, int sequenceLength) {
    this.series = series;
    this.sequenceLength = Checks.positive(WHO, "sequenceLength", sequenceLength);
    endIndex = series.size();
  }

  private Windows(Windows other) {
    series = other.series;
    sequenceLength = other.sequenceLength;
    sequenceStride = other.sequenceStride;
    samplingRate = other.samplingRate;
    startIndex = other.startIndex;
    endIndex = other.endIndex;
    horizon = other.horizon;
    predicted = other.predicted;
    targets = other.targets;
  }

  /**
   * Windows of consecutive rows, one beginning at each row, without targets.
   *
   * @param series {@code [time][feature]}; copied once
   * @param sequenceLength time steps of each window, positive
   * @return the data set
   * @throws IllegalArgumentException if the series is empty, ragged or not finite, or shorter than
   *     a window
   */
  public static Windows of(double[][] series, int sequenceLength) {
    return new Windows(rows(ROW, "the series", series), sequenceLength).checked();
  }

  /** One block for each row, so that any rows can be put together. */
  private static Blocks rows(Wording wording, String what, double[][] rows) {
    Checks.require(rows.length > 0, WHO, what + " has no rows; expected at least one.");
    List<double[][]> blocks = Arrays.stream(rows).map(row -> new double[][] {row}).toList();
    return Blocks.copyOf(WHO, wording, blocks);
  }

  /**
   * Sets how many rows lie between the first rows of two windows.
   *
   * @param sequenceStride positive; 1 if it is not set
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive
   */
  public Windows sequenceStride(int sequenceStride) {
    Windows copy = new Windows(this);
    copy.sequenceStride = Checks.positive(WHO, "sequenceStride", sequenceStride);
    return copy.checked();
  }

  /**
   * Sets how many rows lie between two time steps of a window.
   *
   * @param samplingRate positive; 1 if it is not set
   * @return a changed copy
   * @throws IllegalArgumentException if it is not positive, or no window fits any more
   */
  public Windows samplingRate(int samplingRate) {
    Windows copy = new Windows(this);
    copy.samplingRate = Checks.positive(WHO, "samplingRate", samplingRate);
    return copy.checked();
  }

  /**
   * Leaves out the rows before one of them.
   *
   * @param startIndex the first row to be used, from 0
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range, or no window fits any more
   */
  public Windows startIndex(int startIndex) {
    Windows copy = new Windows(this);
    copy.startIndex = startIndex;
    return copy.checked();
  }

  /**
   * Leaves out the rows from one of them on, as rows of windows and as their {@link #horizon}.
   *
   * @param endIndex the row after the last to be used, at most the length of the series
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range, or no window fits any more
   */
  public Windows endIndex(int endIndex) {
    Windows copy = new Windows(this);
    copy.endIndex = endIndex;
    return copy.checked();
  }

  /**
   * Sets targets of another origin. As in Keras, the target of a window is that of its
   * <em>first</em> row, so that targets are mostly shifted before they are given here. Windows
   * whose first row has none are left out.
   *
   * @param newTargets number i for the window that begins at row i of the series, {@code [n][k]};
   *     copied
   * @return a changed copy, without horizon
   * @throws IllegalArgumentException if there is no target for any window, or targets are ragged or
   *     not finite
   */
  public Windows targets(double[][] newTargets) {
    Windows copy = new Windows(this);
    copy.targets = Optional.of(rows(TARGET, "the list of targets", newTargets));
    copy.horizon = 0;
    return copy.checked();
  }

  /**
   * Makes a row of the series itself the target of each window, for forecasting.
   *
   * @param steps how many rows after the last row of the window its target is, positive; rows of
   *     the series, whatever the sampling rate
   * @param features which features are predicted; all if none is given
   * @return a changed copy, without other targets
   * @throws IllegalArgumentException if the number of steps is not positive, there is no such
   *     feature, or no window has a target
   */
  public Windows horizon(int steps, int... features) {
    Windows copy = new Windows(this);
    copy.horizon = Checks.positive(WHO, "horizon", steps);
    for (int feature : features) {
      Checks.require(
          0 <= feature && feature < series.width(),
          WHO,
          "there is no feature "
              + feature
              + " to predict; expected numbers from 0 to "
              + (series.width() - 1)
              + ".");
    }
    copy.predicted = features.clone();
    copy.targets = Optional.empty();
    return copy.checked();
  }

  private Windows checked() {
    int length = series.size();
    Checks.require(
        0 <= startIndex && startIndex < endIndex && endIndex <= length,
        WHO,
        "startIndex is "
            + startIndex
            + " and endIndex is "
            + endIndex
            + "; expected 0 ≤ startIndex < endIndex ≤ "
            + length
            + ", the length of the series.");
    long span = span() + horizon;
    Checks.require(
        span <= endIndex - startIndex,
        WHO,
        "a window spans "
            + span
            + " rows"
            + (horizon > 0 ? ", with the " + horizon + " to its horizon" : "")
            + ", and there are "
            + (endIndex - startIndex)
            + "; expected room for at least one. Take a shorter sequenceLength or a lower"
            + " samplingRate.");
    int labelled = targets.map(Blocks::size).orElse(endIndex);
    Checks.require(
        startIndex < labelled,
        WHO,
        "there are "
            + labelled
            + " targets and the first window begins at row "
            + startIndex
            + "; expected target number i for the window that begins at row i.");
    return this;
  }

  /** The number of rows from the first to the last of a window, both included. */
  private long span() {
    return (sequenceLength - 1L) * samplingRate + 1;
  }

  @Override
  public int size() {
    long starts = (long) endIndex - startIndex - horizon - span() + 1;
    long labelled = (long) targets.map(Blocks::size).orElse(endIndex) - startIndex;
    return (int) ((Math.min(starts, labelled) - 1) / sequenceStride) + 1;
  }

  @Override
  public int timesteps(int sample) {
    Samples.require(WHO, size(), sample);
    return sequenceLength;
  }

  @Override
  public DataShape inputShape() {
    return DataShape.sequence(sequenceLength, series.width());
  }

  @Override
  public Optional<DataShape> targetShape() {
    if (horizon > 0) {
      int width = predicted.length == 0 ? series.width() : predicted.length;
      return Optional.of(DataShape.vectors(width));
    }
    return targets.map(t -> DataShape.vectors(t.width()));
  }

  @Override
  public List<BatchTarget> targetsOf(int... samples) {
    int[] first = firstRows(samples);
    if (horizon > 0) {
      int ahead = (sequenceLength - 1) * samplingRate + horizon;
      int[] next = Arrays.stream(first).map(row -> row + ahead).toArray();
      return List.of(BatchTarget.of(columns(series.gather(1, next))));
    }
    return targets.map(all -> BatchTarget.of(all.gather(1, first))).stream().toList();
  }

  @Override
  public Batch batch(int... samples) {
    int[] first = firstRows(samples);
    int[] rows =
        IntStream.range(0, sequenceLength)
            .flatMap(time -> Arrays.stream(first).map(row -> row + time * samplingRate))
            .toArray();
    return Batch.ofSequences(series.gather(1, rows), sequenceLength, Optional.empty())
        .withTargets(targetsOf(samples).toArray(BatchTarget[]::new));
  }

  private int[] firstRows(int... samples) {
    Samples.require(WHO, size(), samples);
    return Arrays.stream(samples).map(sample -> startIndex + sample * sequenceStride).toArray();
  }

  private DMatrixRMaj columns(DMatrixRMaj rows) {
    if (predicted.length == 0) {
      return rows;
    }
    DMatrixRMaj chosen = new DMatrixRMaj(rows.numRows, predicted.length);
    for (int row = 0; row < rows.numRows; row++) {
      for (int column = 0; column < predicted.length; column++) {
        chosen.set(row, column, rows.get(row, predicted[column]));
      }
    }
    return chosen;
  }

  @Override
  public String toString() {
    return "Windows["
        + size()
        + " × "
        + inputShape()
        + " over "
        + (endIndex - startIndex)
        + " rows]";
  }
}
