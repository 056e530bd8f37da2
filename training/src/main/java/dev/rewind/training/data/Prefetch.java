package dev.rewind.training.data;

import dev.rewind.core.Checks;
import dev.rewind.training.checkpoint.Snapshot;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Makes batches ahead on another thread, while the model trains on the one before: the same batches
 * in the same order.
 *
 * <pre>{@code
 * Iterable<Batch> batches = Prefetch.of(train.batches(32, random), 2);
 * }</pre>
 *
 * <p>Each iterator takes one of the source, at once and on the caller's thread. Only its {@code
 * hasNext}, {@code next} and {@code close} are called on another thread, while batches are made
 * ahead of those that are asked for. So a source has to draw the random numbers of a pass in {@code
 * iterator()}, as all sources of this package do: what is drawn in {@code next} is drawn at another
 * moment than without this class, and, if a pass is stopped before its end, more often.
 *
 * <p>The thread is a daemon, one for an iterator. It ends when the source ends or fails, when the
 * iterator is closed, and when {@code depth} batches have waited for a second; the next call of
 * {@code next} starts another one then. So an iterator that is left half-way holds its batches
 * until it is garbage, but no thread. It is to be used by one thread. Closing it waits for the
 * batch that is in the making; after a second it interrupts the thread, and after another it goes
 * on without it: the thread closes the source as soon as that lets it.
 *
 * <p>What the source throws is thrown to the consumer as the cause of an {@link
 * IllegalStateException}, after the batches before it. An iterator of the source that is {@link
 * AutoCloseable} is closed at the end, or with the iterator.
 */
public final class Prefetch implements BatchSource {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final BatchSource source;
  private final int depth;

  private Prefetch(BatchSource source, int depth) {
    this.source = source;
    this.depth = depth;
  }

  /**
   * Makes batches ahead.
   *
   * @param source finite or endless; used by no other thread while it is read here
   * @param depth how many batches wait at most, positive
   * @return the same batches
   * @throws IllegalArgumentException if the depth is not positive
   */
  public static Prefetch of(Iterable<Batch> source, int depth) {
    return new Prefetch(BatchSource.of(source), Checks.positive("Prefetch", "depth", depth));
  }

  /**
   * Starts a pass; the first batches are made at once.
   *
   * @return the batches; {@code next} waits for the one that is in the making, and throws an {@link
   *     IllegalStateException} if the source fails or the waiting thread is interrupted
   */
  @Override
  public BatchIterator iterator() {
    PrefetchIterator iterator =
        new PrefetchIterator(source.iterator(), depth, PATIENCE, Thread::new);
    iterator.start();
    return iterator;
  }

  @Override
  public OptionalInt steps() {
    return source.steps();
  }

  @Override
  public Snapshot save() {
    return source.save();
  }

  @Override
  public void restore(Snapshot saved) {
    source.restore(saved);
  }

  @Override
  public String toString() {
    return source + ", " + depth + " ahead";
  }
}
