package dev.rewind.training.data;

import dev.rewind.core.Checks;
import dev.rewind.training.data.Blocks.Wording;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * One long sequence, cut into parallel streams that are given in chunks, for truncated
 * backpropagation through time: row by row, each batch continues the one before it. It is meant for
 * models whose recurrent layers are stateful; the first batch of each pass {@link
 * Batch#startsAnew() starts anew}.
 *
 * <pre>
 *   batchSize 2, timesteps 3 over ids 0 … 13      inputs          step targets: the id after
 *
 *   batch 0   sample 0, stream 0                  0  1  2         1  2  3
 *             sample 1, stream 1                  6  7  8         7  8  9
 *   batch 1   sample 0                            3  4  5         4  5  6
 *             sample 1                            9 10 11        10 11 12
 * </pre>
 *
 * <pre>{@code
 * Vocabulary characters = Vocabulary.ofCharacters(text);
 * Iterable<Batch> chunks = ContiguousChunks.ofIds(characters.encode(text), 32, 50);
 * }</pre>
 *
 * <p>A stream has ⌊(length − 1) / batchSize⌋ steps, of which as many are used as there are whole
 * chunks; what is left over at its end is not. The sequence is kept once, and a chunk is made when
 * it is asked for. There is nothing random: every pass is the same.
 */
public final class ContiguousChunks implements BatchSource {
  private static final String WHO = "ContiguousChunks";
  private static final Wording ROW = new Wording("row ", "", "feature");
  private static final Wording TARGET = new Wording("target of row ", "", "value");

  /** Puts some rows of the long sequence into a matrix. */
  private interface Rows {
    DMatrixRMaj gather(int... numbers);
  }

  private final Rows inputs;
  private final Rows targets;
  private final int batchSize;
  private final int timesteps;
  private final int streamLength;

  private ContiguousChunks(Rows inputs, Rows targets, int steps, int batchSize, int timesteps) {
    this.inputs = inputs;
    this.targets = targets;
    this.batchSize = Checks.positive(WHO, "batchSize", batchSize);
    this.timesteps = Checks.positive(WHO, "timesteps", timesteps);
    streamLength = steps / batchSize;
    Checks.require(
        timesteps <= streamLength,
        WHO,
        "a chunk has "
            + timesteps
            + " time steps, and "
            + steps
            + " steps with a target make "
            + batchSize
            + " streams of "
            + streamLength
            + " steps each; expected at least one whole chunk. Take fewer timesteps, a smaller batchSize or a"
            + " longer sequence.");
  }

  /**
   * Chunks of ids; the target of each step is the id after it, as a class label.
   *
   * @param ids such as those of the characters of a book, at least 0; copied once
   * @param batchSize the number of streams, positive
   * @param timesteps steps of each chunk, positive
   * @return the batches
   * @throws IllegalArgumentException if a number is not positive, an id is negative, or the ids do
   *     not suffice for one chunk
   */
  public static ContiguousChunks ofIds(int[] ids, int batchSize, int timesteps) {
    int[] copy = ids.clone();
    for (int i = 0; i < copy.length; i++) {
      Checks.require(
          copy[i] >= 0, WHO, "id " + i + " is " + copy[i] + "; expected at least 0. Count from 0.");
    }
    return new ContiguousChunks(
        steps -> column(copy, 0, steps),
        steps -> column(copy, 1, steps),
        Math.max(0, copy.length - 1),
        batchSize,
        timesteps);
  }

  /**
   * Chunks of a series; the target of each step is the row after it.
   *
   * @param rows {@code [time][feature]}; copied once
   * @param batchSize the number of streams, positive
   * @param timesteps steps of each chunk, positive
   * @return the batches
   * @throws IllegalArgumentException if a number is not positive, rows are ragged or not finite, or
   *     do not suffice for one chunk
   */
  public static ContiguousChunks ofRows(double[][] rows, int batchSize, int timesteps) {
    Blocks blocks = blocks(ROW, rows);
    return new ContiguousChunks(
        steps -> blocks.gather(1, steps),
        steps -> blocks.gather(1, Arrays.stream(steps).map(step -> step + 1).toArray()),
        blocks.size() - 1,
        batchSize,
        timesteps);
  }

  /**
   * Chunks of a series with targets of another origin. A stream has ⌊length / batchSize⌋ steps.
   *
   * @param rows {@code [time][feature]}; copied once
   * @param stepTargets the target of each row, {@code [time][k]}; copied once
   * @param batchSize the number of streams, positive
   * @param timesteps steps of each chunk, positive
   * @return the batches
   * @throws IllegalArgumentException if a number is not positive, rows are ragged or not finite or
   *     do not suffice for one chunk, or there is not one target for each
   */
  public static ContiguousChunks ofRows(
      double[][] rows, double[][] stepTargets, int batchSize, int timesteps) {
    Blocks blocks = blocks(ROW, rows);
    Checks.require(
        stepTargets.length == rows.length,
        WHO,
        "got "
            + stepTargets.length
            + " targets for "
            + rows.length
            + " rows; expected one for each.");
    Blocks targets = blocks(TARGET, stepTargets);
    return new ContiguousChunks(
        steps -> blocks.gather(1, steps),
        steps -> targets.gather(1, steps),
        blocks.size(),
        batchSize,
        timesteps);
  }

  /** One block for each row, so that any rows can be put together. */
  private static Blocks blocks(Wording wording, double[]... rows) {
    Checks.require(rows.length > 0, WHO, "the series has no rows; expected at least one.");
    List<double[][]> blocks = Arrays.stream(rows).map(row -> new double[][] {row}).toList();
    return Blocks.copyOf(WHO, wording, blocks);
  }

  private static DMatrixRMaj column(int[] ids, int shift, int... steps) {
    DMatrixRMaj column = new DMatrixRMaj(steps.length, 1);
    for (int i = 0; i < steps.length; i++) {
      column.set(i, 0, ids[steps[i] + shift]);
    }
    return column;
  }

  @Override
  public OptionalInt steps() {
    return OptionalInt.of(chunks());
  }

  private int chunks() {
    return streamLength / timesteps;
  }

  @Override
  public Iterator<Batch> iterator() {
    return IntStream.range(0, chunks()).mapToObj(this::chunk).iterator();
  }

  private Batch chunk(int number) {
    int[] steps = new int[timesteps * batchSize];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = i % batchSize * streamLength + number * timesteps + i / batchSize;
    }
    Batch batch =
        Batch.ofSequences(inputs.gather(steps), timesteps, Optional.empty())
            .withStepTargets(targets.gather(steps));
    return number == 0 ? batch.startingAnew() : batch;
  }

  @Override
  public String toString() {
    return "ContiguousChunks[" + chunks() + " × " + batchSize + " × " + timesteps + " steps]";
  }
}
