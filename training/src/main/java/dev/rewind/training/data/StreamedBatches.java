package dev.rewind.training.data;

import dev.rewind.core.Checks;
import dev.rewind.layers.DataShape;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Batches of samples that come one after the other and are never held all at once: lines of a large
 * file, measurements, samples that are computed. Each batch is padded to its own longest sequence.
 *
 * <pre>{@code
 * Iterable<Batch> batches = StreamedBatches.of(CsvFile.stream(path, columns), 32);
 * Iterable<Batch> computed =
 *     StreamedBatches.ofStream(() -> Stream.generate(this::next).limit(100_000), 32);
 * }</pre>
 *
 * <p>Each iterator goes through the samples anew, in their order, and reads no sample before its
 * batch is asked for. The last batch may be smaller. What is given must begin again with each call
 * of {@code iterator()}, or {@code get()}; if samples are to come in another order each time, it is
 * for them to draw it from a {@link dev.rewind.core.RandomSource}.
 */
public final class StreamedBatches implements BatchSource {
  private static final String WHO = "StreamedBatches";

  private final Supplier<Source> samples;
  private final int batchSize;

  /** An iterator, and what closes it. */
  private record Source(Iterator<Sample> iterator, Runnable closing) {}

  private StreamedBatches(Supplier<Source> samples, int batchSize) {
    this.samples = samples;
    this.batchSize = Checks.positive(WHO, "batchSize", batchSize);
  }

  /**
   * Gathers samples into batches.
   *
   * @param samples alike in features, time axis and targets, finite or endless; iterators that are
   *     {@link AutoCloseable} are closed
   * @param batchSize samples per batch, positive
   * @return the batches
   * @throws IllegalArgumentException if the batch size is not positive
   */
  public static StreamedBatches of(Iterable<Sample> samples, int batchSize) {
    return new StreamedBatches(() -> source(samples.iterator()), batchSize);
  }

  /**
   * Gathers the samples of a stream into batches.
   *
   * @param samples gives a new stream for each pass, as a stream can be read once; streams are
   *     closed
   * @param batchSize samples per batch, positive
   * @return the batches
   * @throws IllegalArgumentException if the batch size is not positive
   */
  public static StreamedBatches ofStream(Supplier<Stream<Sample>> samples, int batchSize) {
    return new StreamedBatches(
        () -> {
          Stream<Sample> stream = samples.get();
          return new Source(stream.iterator(), stream::close);
        },
        batchSize);
  }

  /**
   * Gathers sequences without targets into batches, for predictions.
   *
   * @param sequences arrays {@code [time][feature]}; handed over
   * @param batchSize samples per batch, positive
   * @return the batches
   * @throws IllegalArgumentException if the batch size is not positive
   */
  public static StreamedBatches ofSequences(Iterable<double[][]> sequences, int batchSize) {
    return new StreamedBatches(
        () -> {
          Iterator<double[][]> all = sequences.iterator();
          Iterator<Sample> iterator =
              new Iterator<>() {
                @Override
                public boolean hasNext() {
                  return all.hasNext();
                }

                @Override
                public Sample next() {
                  return Sample.ofSequence(all.next());
                }
              };
          return new Source(iterator, () -> BatchIterator.closeIfNeeded(all));
        },
        batchSize);
  }

  private static Source source(Iterator<Sample> iterator) {
    return new Source(iterator, () -> BatchIterator.closeIfNeeded(iterator));
  }

  @Override
  public BatchIterator iterator() {
    return new Gathering(samples.get(), batchSize);
  }

  /** One pass. */
  private static final class Gathering implements BatchIterator {
    private final Source source;
    private final int batchSize;
    private long read;
    private boolean closed;
    private Optional<String> kind = Optional.empty();
    private Optional<List<Integer>> widths = Optional.empty();

    Gathering(Source source, int batchSize) {
      this.source = source;
      this.batchSize = batchSize;
    }

    @Override
    public boolean hasNext() {
      if (!closed && !source.iterator.hasNext()) {
        close();
        Checks.require(read > 0, WHO, "there are no samples; expected at least one.");
      }
      return !closed;
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException(
            WHO + ": no batch after " + read + " samples; it is the end.");
      }
      long first = read;
      List<Sample> samples = new ArrayList<>();
      while (samples.size() < batchSize && source.iterator.hasNext()) {
        Sample sample = source.iterator.next();
        requireKind(sample.kind());
        samples.add(sample);
        read++;
      }
      SequenceDataset data;
      try {
        data = dataset(samples);
      } catch (IllegalArgumentException problem) {
        throw new IllegalArgumentException(
            WHO
                + ": samples "
                + first
                + " to "
                + (read - 1)
                + " make no batch: "
                + problem.getMessage()
                + " Samples are counted from the first of the batch.",
            problem);
      }
      requireWidths(first, data);
      return data.batch(IntStream.range(0, data.size()).toArray());
    }

    private void requireKind(String actual) {
      String expected = kind.orElse(actual);
      Checks.require(
          actual.equals(expected),
          WHO,
          "sample " + read + " is " + actual + "; expected " + expected + " as sample 0.");
      kind = Optional.of(expected);
    }

    private static SequenceDataset dataset(List<Sample> samples) {
      List<double[][]> inputs = samples.stream().map(Sample::inputs).toList();
      Sample first = samples.get(0);
      SequenceDataset data =
          first.hasTime()
              ? SequenceDataset.of(inputs)
              : SequenceDataset.ofVectors(firstRows(inputs));
      if (first.target() != Sample.Target.NONE) {
        List<double[][]> targets = samples.stream().map(Sample::targets).toList();
        data =
            first.target() == Sample.Target.STEPS
                ? data.withStepTargets(targets)
                : data.withTargets(firstRows(targets));
      }
      return data;
    }

    private void requireWidths(long first, SequenceDataset data) {
      int features = data.inputShape().features();
      int outputs = data.targetShape().map(DataShape::features).orElse(0);
      List<Integer> expected = widths.orElse(List.of(features, outputs));
      Checks.require(
          expected.equals(List.of(features, outputs)),
          WHO,
          "samples from number "
              + first
              + " on have "
              + features
              + " features and targets of "
              + outputs
              + "; expected "
              + expected.get(0)
              + " and "
              + expected.get(1)
              + " as in the first batch.");
      widths = Optional.of(expected);
    }

    private static double[][] firstRows(List<double[][]> blocks) {
      return blocks.stream().map(block -> block[0]).toArray(double[][]::new);
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      try {
        source.closing.run();
      } catch (RuntimeException problem) {
        throw new IllegalStateException(
            WHO + ": the samples could not be closed: " + problem + ".", problem);
      }
    }
  }
}
