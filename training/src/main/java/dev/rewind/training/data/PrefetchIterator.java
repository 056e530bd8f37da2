package dev.rewind.training.data;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Fills a queue on another thread. All state is guarded by this object; the source is called
 * without the lock, by one thread at a time.
 */
final class PrefetchIterator implements BatchIterator {
  private final Iterator<Batch> source;
  private final int depth;
  private final ArrayDeque<Batch> waiting = new ArrayDeque<>();
  private Optional<Throwable> failure = Optional.empty();
  private long given;
  private boolean filling;
  private boolean ended; // the source has no more, has failed, or is not wanted any more
  private boolean closed;

  PrefetchIterator(Iterator<Batch> source, int depth) {
    this.source = source;
    this.depth = depth;
  }

  /** Starts a thread if there is room and something to fill it with. */
  synchronized void start() {
    if (!filling && !ended && waiting.size() < depth) {
      filling = true;
      Thread thread = new Thread(this::fill, "rewind-prefetch");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void fill() {
    boolean more = true;
    while (more) {
      Optional<Batch> next = Optional.empty();
      Optional<Throwable> thrown = Optional.empty();
      try {
        next = source.hasNext() ? Optional.of(source.next()) : Optional.empty();
      } catch (Throwable problem) { // handed on to the consumer, whatever it is
        thrown = Optional.of(problem);
      }
      more = keep(next, thrown);
    }
  }

  /** Returns whether to go on. */
  private synchronized boolean keep(Optional<Batch> next, Optional<Throwable> thrown) {
    failure = thrown;
    if (!closed) {
      next.ifPresent(waiting::add);
    }
    ended = closed || next.isEmpty();
    filling = !ended && waiting.size() < depth;
    if (ended) {
      closeSource();
    }
    notifyAll();
    return filling;
  }

  private void closeSource() {
    try {
      BatchIterator.closeIfNeeded(source);
    } catch (RuntimeException problem) {
      failure.ifPresentOrElse(
          first -> first.addSuppressed(problem), () -> failure = Optional.of(problem));
    }
  }

  @Override
  public synchronized boolean hasNext() {
    while (waiting.isEmpty() && !ended && !closed) {
      start();
      try {
        wait();
      } catch (InterruptedException interruption) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(
            "Prefetch: the thread was interrupted while it waited for batch "
                + given
                + "; expected to be left alone until it comes. Close the iterator first.",
            interruption);
      }
    }
    if (waiting.isEmpty() && !closed && failure.isPresent()) {
      throw new IllegalStateException(
          "Prefetch: the source failed after "
              + given
              + " batches with "
              + failure.get()
              + "; expected a batch or the end. Correct the source.",
          failure.get());
    }
    return !waiting.isEmpty();
  }

  @Override
  public synchronized Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException(
          "Prefetch: no batch after " + given + (closed ? "; it is closed." : "; it is the end."));
    }
    given++;
    Batch batch = waiting.remove();
    start();
    return batch;
  }

  @Override
  public synchronized void close() {
    boolean first = !closed;
    closed = true;
    waiting.clear();
    notifyAll();
    while (filling) { // so that nobody uses the source afterwards
      try {
        wait();
      } catch (InterruptedException interruption) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    if (first && !ended) {
      ended = true;
      closeSource();
      failure.ifPresent(
          problem -> {
            throw new IllegalStateException(
                "Prefetch: the source could not be closed: " + problem + ".", problem);
          });
    }
  }
}
